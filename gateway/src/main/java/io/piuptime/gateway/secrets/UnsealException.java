package io.piuptime.gateway.secrets;

/** A secret cannot be opened here. Its message names keys and secrets, and holds nothing of them. */
public final class UnsealException extends RuntimeException {
    /** Says what is missing. */
    public UnsealException(String message) {
        super(message, null, false, false);
    }
}
