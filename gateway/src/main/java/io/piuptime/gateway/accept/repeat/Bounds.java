package io.piuptime.gateway.accept.repeat;

import java.time.Duration;

/**
 * How long answers are remembered, and in how much memory.
 *
 * @param keep from the end of an answer on
 * @param memory for all answers together, in bytes; the oldest make room
 */
public record Bounds(Duration keep, long memory) {
    public static final Bounds DEFAULT = new Bounds(Duration.ofMinutes(10), 64L << 20);

    /** One answer may take this part of the memory. */
    private static final int SHARE = 8;

    /** The most bytes that one answer may have; a larger one is not remembered. */
    long largest() {
        return memory / SHARE;
    }
}
