package io.piuptime.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Up at once, down slowly. */
class PeakLatencyTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private final PeakLatency latency = new PeakLatency();

    @Test
    void knows_nothing_at_first() {
        assertThat(latency.nanos(5 * SECOND)).isZero();
    }

    @Test
    void jumps_up_at_once() {
        latency.add(0, 100 * MILLI);
        latency.add(1 * MILLI, 900 * MILLI);
        assertThat(latency.nanos(1 * MILLI)).isCloseTo(900.0 * MILLI, within(1.0 * MILLI));
    }

    @Test
    void comes_down_within_tens_of_seconds_of_fast_answers() {
        latency.add(0, 1_000 * MILLI);
        for (long i = 1; i <= 300; i++) {
            latency.add(i * 100 * MILLI, 100 * MILLI);
        }
        assertThat(latency.nanos(30 * SECOND)).isBetween(100.0 * MILLI, 200.0 * MILLI);
    }

    @Test
    void one_fast_answer_does_not_hide_a_peak() {
        latency.add(0, 1_000 * MILLI);
        latency.add(100 * MILLI, 10 * MILLI);
        assertThat(latency.nanos(100 * MILLI)).isGreaterThan(950.0 * MILLI);
    }

    @Test
    void fades_without_answers() {
        latency.add(-SECOND, 1_000 * MILLI);
        assertThat(latency.nanos(9 * SECOND)).isCloseTo(368.0 * MILLI, within(1.0 * MILLI));
    }

    @Test
    void a_moment_that_comes_out_of_order_changes_nothing_but_a_peak() {
        latency.add(10 * SECOND, 500 * MILLI);
        latency.add(9 * SECOND, 100 * MILLI);
        assertThat(latency.nanos(10 * SECOND)).isLessThanOrEqualTo(500.0 * MILLI);
        assertThat(latency.nanos(0)).isPositive();
    }
}
