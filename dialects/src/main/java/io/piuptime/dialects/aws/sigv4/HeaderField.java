package io.piuptime.dialects.aws.sigv4;

/** One line of a message's head. */
public record HeaderField(String name, String value) {
    public HeaderField {
        if (name.isEmpty() || !name.chars().allMatch(HeaderField::isNameChar)) {
            throw new IllegalArgumentException("header name: \"" + printable(name) + "\" (expected: a token)");
        }
        if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new IllegalArgumentException("value of header " + name + ": breaks its line (expected: one line)");
        }
    }

    /** The name alone: values may be keys. */
    @Override
    public String toString() {
        return "HeaderField[" + name + "]";
    }

    private static boolean isNameChar(int c) {
        return c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }

    private static String printable(String name) {
        return name.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
