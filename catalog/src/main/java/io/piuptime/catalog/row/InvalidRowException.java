package io.piuptime.catalog.row;

import static java.util.Objects.requireNonNull;

/** A row says something that makes no sense; the message names the place, what stands there and what is expected. */
public final class InvalidRowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String EXPECTED = " (expected: ";

    private final String place;
    private final String found;
    private final String expected;

    public InvalidRowException(String place, String found, String expected) {
        super(place + ": " + found + EXPECTED + expected + ")");
        this.place = requireNonNull(place, "place");
        this.found = requireNonNull(found, "found");
        this.expected = requireNonNull(expected, "expected");
    }

    /** What another reader of the same place says of it, {@code 'x' (expected: y)}. */
    public static InvalidRowException at(String place, IllegalArgumentException wrong) {
        String message = String.valueOf(wrong.getMessage());
        int expected = message.indexOf(EXPECTED);
        if (expected < 0 || !message.endsWith(")")) {
            return new InvalidRowException(place, message, "another value");
        }
        return new InvalidRowException(
                place,
                message.substring(0, expected),
                message.substring(expected + EXPECTED.length(), message.length() - 1));
    }

    public String place() {
        return place;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }
}
