package io.piuptime.dialects.json;

/** Bytes that are not the JSON that was expected. It has no stack trace: it says what is wrong with an input. */
public final class JsonFault extends RuntimeException {
    private final Kind kind;
    private final int offset;

    /** What is wrong. */
    public enum Kind {
        SYNTAX,
        UTF8,
        DEPTH
    }

    JsonFault(Kind kind, int offset, String expected) {
        super(expected, null, false, false);
        this.kind = kind;
        this.offset = offset;
    }

    public Kind kind() {
        return kind;
    }

    /** The place of the fault, counted from the start of the input. */
    public int offset() {
        return offset;
    }

    /** What would have been right there. */
    public String expected() {
        return String.valueOf(getMessage());
    }
}
