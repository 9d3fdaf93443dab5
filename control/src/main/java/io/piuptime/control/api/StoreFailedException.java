package io.piuptime.control.api;

import io.piuptime.gateway.directory.DirectoryStore;
import java.util.function.Supplier;

/** A store could not answer: the caller did nothing wrong and may try again. */
public final class StoreFailedException extends RuntimeException {
    private StoreFailedException(RuntimeException cause) {
        super(cause.getClass().getSimpleName(), cause);
    }

    /** Asks a store, and tells its failures apart from faults of ours. */
    public static <T> T guard(Supplier<T> store) {
        try {
            return store.get();
        } catch (DirectoryStore.Conflict e) {
            // it did answer
            throw e;
        } catch (RuntimeException e) {
            throw new StoreFailedException(e);
        }
    }
}
