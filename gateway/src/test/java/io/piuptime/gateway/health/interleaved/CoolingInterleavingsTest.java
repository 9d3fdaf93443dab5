package io.piuptime.gateway.health.interleaved;

import io.piuptime.gateway.health.Cooling;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** A trickle of one, whoever comes when. */
class CoolingInterleavingsTest {
    @Test
    void the_trickle_is_one_request_in_every_order() {
        Interleavings.check(Paused.class);
    }

    /** A target that cools; the moments name the attempts. */
    public static final class Paused {
        private static final long SECOND = 1_000_000_000L;

        private final Cooling cooling = new Cooling(() -> 0.5);

        public Paused() {
            cooling.cool(0, 10 * SECOND);
        }

        @Operation
        public boolean admitOne() {
            return cooling.admit(1);
        }

        @Operation
        public boolean admitOther() {
            return cooling.admit(2);
        }

        @Operation
        public void releaseOne() {
            cooling.released(1);
        }

        @Operation
        public void coolLonger() {
            cooling.cool(3, 20 * SECOND);
        }

        @Operation
        public long readyAt() {
            return cooling.readyAt(4);
        }
    }
}
