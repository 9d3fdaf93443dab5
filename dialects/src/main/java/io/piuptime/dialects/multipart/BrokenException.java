package io.piuptime.dialects.multipart;

/** A body is not multipart with the boundary it was said to have. It has no stack trace: it says what is wrong with an input. */
public final class BrokenException extends Exception {
    BrokenException(String message) {
        super(message, null, false, false);
    }
}
