package io.piuptime.catalog.known;

import io.piuptime.model.price.PriceText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** A line of the table of models. */
final class ModelLine {
    private static final int COLUMNS = 10;

    private ModelLine() {}

    static KnownModel read(String provider, String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw wrong(provider, line);
        }
        String[] kinds = columns[4].split(">", -1);
        Nature nature = new Nature(
                limits(columns[3]), modalities(kinds[0]), modalities(kinds[kinds.length - 1]), traits(columns[5]));
        Stage stage = columns[6].isEmpty() ? Stage.CURRENT : Stage.valueOf(columns[6].toUpperCase(Locale.ROOT));
        return new KnownModel(
                provider,
                columns[0],
                columns[1].isEmpty() ? columns[0] : columns[1],
                words(columns[2]),
                nature,
                new Life(stage, columns[7], columns[8]),
                PriceText.read(columns[9]));
    }

    static List<String> words(String column) {
        return column.isEmpty() ? List.of() : List.of(column.split(" ", -1));
    }

    static IllegalStateException wrong(String provider, String line) {
        return new IllegalStateException("models of '" + provider + "': " + line.split("\t", -1).length
                + " columns in '" + line + "' (expected: " + COLUMNS + ")");
    }

    private static Limits limits(String column) {
        String[] limits = column.split("/", -1);
        return new Limits(limit(limits[0]), limit(limits[1]), limit(limits[2]));
    }

    private static OptionalLong limit(String text) {
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    private static List<Modality> modalities(String letters) {
        List<Modality> read = new ArrayList<>(letters.length());
        for (Modality modality : Modality.values()) {
            if (letters.indexOf(modality.letter()) >= 0) {
                read.add(modality);
            }
        }
        return read;
    }

    private static Map<Trait, Boolean> traits(String letters) {
        Map<Trait, Boolean> read = new EnumMap<>(Trait.class);
        for (Trait trait : Trait.values()) {
            if (letters.indexOf(trait.letter()) >= 0) {
                read.put(trait, true);
            } else if (letters.indexOf(Character.toLowerCase(trait.letter())) >= 0) {
                read.put(trait, false);
            }
        }
        return read;
    }
}
