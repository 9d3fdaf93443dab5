package io.piuptime.gateway.health.interleaved;

import io.piuptime.gateway.health.Breaker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** One probe at a time, whoever comes when. */
class BreakerInterleavingsTest {
    @Test
    void a_probe_has_one_winner_and_one_verdict_in_every_order() {
        Interleavings.check(Opened.class);
    }

    @Test
    void a_probe_that_ends_undoes_nothing_that_others_found_out() {
        Interleavings.check(Probed.class);
    }

    /** A breaker whose probe is under way, and another attempt since it opened. */
    public static final class Probed {
        private static final long PROBE = 5_000_000_001L;
        private static final long OTHER = 5_000_000_002L;
        private static final long LATER = 5_000_000_009L;

        private final Breaker breaker = new Breaker(() -> 0.5);

        public Probed() {
            for (int i = 0; i < 5; i++) {
                breaker.failed(0, 0);
            }
            breaker.admit(PROBE, true);
        }

        @Operation
        public void releaseProbe() {
            breaker.released(PROBE);
        }

        @Operation
        public void limitProbe() {
            breaker.limited(PROBE, LATER);
        }

        @Operation
        public void answerOther() {
            breaker.answered(OTHER, LATER);
        }

        @Operation
        public boolean closed() {
            return breaker.closed();
        }

        @Operation
        public boolean admit() {
            return breaker.admit(LATER, true);
        }
    }

    /** A breaker whose open interval is over; the moments name the attempts. */
    public static final class Opened {
        private static final long ONE = 5_000_000_001L;
        private static final long OTHER = 5_000_000_002L;
        private static final long LATER = 5_000_000_009L;

        private final Breaker breaker = new Breaker(() -> 0.5);

        public Opened() {
            for (int i = 0; i < 5; i++) {
                breaker.failed(0, 0);
            }
        }

        @Operation
        public boolean admitOne() {
            return breaker.admit(ONE, true);
        }

        @Operation
        public boolean admitOther() {
            return breaker.admit(OTHER, true);
        }

        @Operation
        public boolean closed() {
            return breaker.closed();
        }

        @Operation
        public void answerOne() {
            breaker.answered(ONE, LATER);
        }

        @Operation
        public void failOther() {
            breaker.failed(OTHER, LATER);
        }

        @Operation
        public void limitOne() {
            breaker.limited(ONE, LATER);
        }

        @Operation
        public void releaseOne() {
            breaker.released(ONE);
        }
    }
}
