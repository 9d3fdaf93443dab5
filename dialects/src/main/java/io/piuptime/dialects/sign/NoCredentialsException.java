package io.piuptime.dialects.sign;

/** Says why a key or a token is not to be had. */
public final class NoCredentialsException extends RuntimeException {
    public NoCredentialsException(String message) {
        super(message);
    }

    public NoCredentialsException(String message, Throwable cause) {
        super(message, cause);
    }
}
