package io.piuptime.model.egress;

/** A name or address that requests may not go to. Its message is for those who look after the gateway. */
public final class ForbiddenAddressException extends RuntimeException {
    public ForbiddenAddressException(String message) {
        super(message, null, false, false);
    }
}
