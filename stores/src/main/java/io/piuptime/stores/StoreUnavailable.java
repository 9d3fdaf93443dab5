package io.piuptime.stores;

/** A store cannot answer now. The same call may succeed later, when its disk or server is back. */
public final class StoreUnavailable extends RuntimeException {
    public StoreUnavailable(String message) {
        super(message);
    }

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
