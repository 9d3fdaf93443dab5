package io.piuptime.dialects.sign;

import java.time.Instant;

/**
 * Something that is good until a moment.
 *
 * @param expires {@link Instant#MAX} when it stays good
 */
public record Expiring<T>(T value, Instant expires) {
    /** Where such things come from. */
    @FunctionalInterface
    public interface Source<T> {
        /**
         * A new one. May wait for others.
         *
         * @throws NoCredentialsException when there is none
         */
        Expiring<T> obtain();
    }
}
