package io.piuptime.catalog.row;

/** Thrown when a row is not what it must be; the message names its place, what stands there and what is expected. */
public final class InvalidRowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidRowException(String place, String found, String expected) {
        super(place + ": " + found + " (expected: " + expected + ")");
    }

    public InvalidRowException(String message) {
        super(message);
    }
}
