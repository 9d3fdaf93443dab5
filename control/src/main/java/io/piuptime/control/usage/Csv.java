package io.piuptime.control.usage;

/** Cells of a CSV file as RFC 4180 wants them, and safe to open in a spreadsheet. */
public final class Csv {
    /** A text that begins with one of these is run as a formula by spreadsheets. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private Csv() {}

    /** A value as a cell. */
    public static String cell(Object value) {
        return value instanceof String text ? quoted(harmless(text)) : String.valueOf(value);
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
