package io.piuptime.testkit.wall;

import io.piuptime.testkit.wall.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * One attempt with all that a fault needs to spoil it.
 *
 * @param down whether a flapping model is down now
 */
record Visit(Chat chat, Attempts.Open attempt, Timing timing, Line line, BooleanSupplier down) {
    /** Whether this is the first attempt at its model. */
    boolean isFirst() {
        return attempt.number() == 1;
    }

    /** Waits; if the client hangs up meanwhile, notes when and returns false. */
    boolean waits(Duration time) throws IOException {
        if (time.isZero()) {
            return true;
        }
        long start = System.nanoTime();
        try {
            if (line.waits(time)) {
                return true;
            }
        } catch (IOException reset) {
            // A client that resets has left too.
        }
        attempt.left((System.nanoTime() - start) / 1e9);
        return false;
    }
}
