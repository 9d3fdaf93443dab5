package io.piuptime.catalog.provider;

import io.piuptime.catalog.row.Row;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The table of providers, as text. A row is parsed when it is asked for: a start that names two providers reads two rows.
 */
public final class ProviderTable {
    private static final String ALIASES = "  aliases: ";

    private final Map<String, String> rows = new LinkedHashMap<>();

    /** A table of rows that begin with a name and a colon at the start of a line; lines with {@code #} are comments. */
    public ProviderTable(String text) {
        String name = "";
        StringBuilder row = new StringBuilder();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (!line.startsWith(" ")) {
                rows.put(name, row.toString());
                name = line.substring(0, line.length() - 1);
                row.setLength(0);
            } else {
                row.append(line).append('\n');
            }
        }
        rows.put(name, row.toString());
        rows.remove("");
    }

    public Set<String> names() {
        return rows.keySet();
    }

    /** The row of a name, unparsed. */
    public Optional<Row> row(String name) {
        return Optional.ofNullable(rows.get(name)).map(text -> Row.read("providers." + name, text));
    }

    /** The names of the rows that have another name in their line of aliases; they are to be looked at. */
    public List<String> aliased(String alias) {
        return rows.entrySet().stream()
                .filter(row -> aliases(row.getValue()).contains(alias))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The names of the rows in which one of these words may stand, in a key; they are to be looked at. */
    public List<String> mentioning(Collection<String> words) {
        return rows.entrySet().stream()
                .filter(row -> words.stream().anyMatch(row.getValue()::contains))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The line of a row that holds its aliases, if it has one. */
    private static String aliases(String row) {
        int begin = row.indexOf(ALIASES);
        return begin < 0 ? "" : row.substring(begin, row.indexOf('\n', begin));
    }
}
