package io.piuptime.app.cli.line;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows under a heading, each column as wide as its widest cell. */
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heading) {
        rows.add(List.of(heading));
    }

    public void add(String... cells) {
        rows.add(List.of(cells).stream().map(Table::printable).toList());
    }

    public void print(PrintStream out) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i))
                        .repeat(" ", widths[i] - row.get(i).length())
                        .append(GAP);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** A cell's text comes from callers: without this it could steer the terminal. */
    private static String printable(String cell) {
        String clean = cell.replaceAll("\\p{Cntrl}", "?");
        return clean.isEmpty() ? "-" : clean;
    }
}
