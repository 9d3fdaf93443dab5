package io.piuptime.catalog.known;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of models that ships with this module, as text; its head says what the columns mean. A line's id and
 * names are read when its provider is asked for, the rest when the model is.
 */
final class ModelTable {
    private static final String SECTION = "\n[";
    private static final String END_OF_NAME = "]\n";

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
    List<Entry> of(String provider) {
        Section section = sections.get(provider);
        if (section == null) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        int begin = section.begin();
        while (begin < section.end()) {
            int newline = text.indexOf('\n', begin);
            int end = newline < 0 ? text.length() : newline;
            entries.add(entry(provider, text.substring(begin, end)));
            begin = end + 1;
        }
        return entries;
    }

    private static Entry entry(String provider, String line) {
        int id = line.indexOf('\t');
        int title = line.indexOf('\t', id + 1);
        int names = line.indexOf('\t', title + 1);
        if (id <= 0 || title < 0 || names < 0) {
            throw ModelLine.wrong(provider, line);
        }
        List<String> others = ModelLine.words(line.substring(title + 1, names));
        return new Entry(line.substring(0, id), others, () -> ModelLine.read(provider, line));
    }
}
