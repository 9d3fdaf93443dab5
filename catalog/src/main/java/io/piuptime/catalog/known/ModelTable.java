package io.piuptime.catalog.known;

import io.piuptime.model.price.PriceText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The table of models that ships with this module, as text; its head says what the columns mean. Lines are parsed when
 * their provider is asked for.
 */
final class ModelTable {
    private static final String SECTION = "\n[";
    private static final String END_OF_NAME = "]\n";
    private static final int COLUMNS = 10;

    /** Where the lines of a provider begin and end. */
    private record Section(int begin, int end) {}

    private final String text;
    private final Map<String, Section> sections = new HashMap<>();

    ModelTable(String text) {
        this.text = text;
        int at = text.indexOf(SECTION);
        while (at >= 0) {
            int nameEnd = text.indexOf(END_OF_NAME, at);
            int next = text.indexOf(SECTION, nameEnd);
            int begin = nameEnd + END_OF_NAME.length();
            sections.put(
                    text.substring(at + SECTION.length(), nameEnd),
                    new Section(begin, next < 0 ? text.length() : next));
            at = next;
        }
    }

    /** The models of a provider, by id; none if it has none here. */
    List<KnownModel> of(String provider) {
        Section section = sections.get(provider);
        List<KnownModel> models = new ArrayList<>();
        if (section != null) {
            text.substring(section.begin(), section.end()).lines().forEach(line -> models.add(read(provider, line)));
        }
        return models;
    }

    private static KnownModel read(String provider, String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalStateException("models of '" + provider + "': " + columns.length + " columns in '" + line
                    + "' (expected: " + COLUMNS + ")");
        }
        String[] kinds = columns[4].split(">", -1);
        Nature nature = new Nature(
                limits(columns[3]), modalities(kinds[0]), modalities(kinds[kinds.length - 1]), traits(columns[5]));
        Stage stage = columns[6].isEmpty() ? Stage.CURRENT : Stage.valueOf(columns[6].toUpperCase(Locale.ROOT));
        return new KnownModel(
                provider,
                columns[0],
                columns[1].isEmpty() ? columns[0] : columns[1],
                columns[2].isEmpty() ? List.of() : List.of(columns[2].split(" ", -1)),
                nature,
                new Life(stage, columns[7], columns[8]),
                PriceText.read(columns[9]));
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
