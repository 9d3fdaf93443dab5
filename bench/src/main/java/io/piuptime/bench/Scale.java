package io.piuptime.bench;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param warmUp requests before the first window, and again before what is translated
 * @param warmUps of so many requests at most, until all is compiled
 * @param rate requests a second while CPU is measured, well below what the machine can do
 * @param window of most figures
 * @param shortWindow of throughput
 * @param streams held at once, step by step
 * @param starts of the gateway, with and without its AOT cache
 * @param largeBodies of 8 MiB, all at once
 * @param pair CPU time that is spent on translations from one dialect to another
 */
record Scale(
        int warmUp,
        int warmUps,
        int rate,
        Duration window,
        Duration shortWindow,
        List<Integer> streams,
        int starts,
        int largeBodies,
        Duration pair) {
    private static final Duration SETTLE = Duration.ofSeconds(2);

    Scale {
        requireNonNull(window, "window");
        requireNonNull(shortWindow, "shortWindow");
        requireNonNull(pair, "pair");
        streams = List.copyOf(streams);
    }

    /** Streams before the first window, fewer than requests in the proportion of their work. */
    int streamWarmUp() {
        return Math.max(1, warmUp / 300);
    }

    /** Between two frames of the streams that are held, in milliseconds: long enough for the machine to hold them. */
    int heldGap() {
        return Math.clamp(window.toMillis() / 10, 10, 200);
    }

    /** How long an idle gateway is left alone before its memory is looked at. */
    Duration settle() {
        return window.compareTo(SETTLE) < 0 ? window : SETTLE;
    }

    static Scale of(boolean quick) {
        return quick
                ? new Scale(
                        20_000,
                        1,
                        2_000,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        List.of(500, 2_000),
                        1,
                        64,
                        Duration.ofMillis(200))
                : new Scale(
                        60_000,
                        8,
                        2_000,
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(3),
                        List.of(500, 1_000, 2_000),
                        3,
                        64,
                        Duration.ofMillis(400));
    }
}
