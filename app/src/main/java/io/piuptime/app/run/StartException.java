package io.piuptime.app.run;

/** The process cannot start; the message says why and what would help. */
public final class StartException extends RuntimeException {
    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
