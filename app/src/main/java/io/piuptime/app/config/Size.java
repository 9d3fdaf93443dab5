package io.piuptime.app.config;

/**
 * A number of bytes, written as {@code 32MiB}, {@code 16KiB}, {@code 512KB} or {@code 1024}.
 *
 * @param bytes how many
 */
public record Size(long bytes) {
    /** As a number that an array could have; larger ones are cut to the greatest. */
    public int asInt() {
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
