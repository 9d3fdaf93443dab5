package io.piuptime.dialects.aws.eventstream;

/** Bytes that are no event stream. It has no stack trace: it says what is wrong with an input. */
public final class EventStreamFault extends RuntimeException {
    private final Kind kind;

    /** What is wrong. */
    public enum Kind {
        /** A checksum differs: bytes were changed on the way. */
        CORRUPT,
        /** A length is beyond what is believed. */
        TOO_LARGE,
        /** The lengths or the headers contradict each other. */
        MALFORMED,
        /** The stream ended within a message. */
        CUT_OFF
    }

    EventStreamFault(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
