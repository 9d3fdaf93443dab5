package io.piuptime.gateway.pressure.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How late event loops are. */
class LoopLagTest {
    private static final long MILLI = 1_000_000;

    private final LoopLag lag = new LoopLag(Duration.ofMillis(50));

    @Test
    void loops_that_beat_in_time_are_not_late() {
        LoopLag.Beats beats = lag.of(0);
        beats.beat(50 * MILLI);
        beats.beat(100 * MILLI);
        assertThat(lag.reading(110 * MILLI)).isZero();
    }

    @Test
    void a_late_beat_is_told_once() {
        LoopLag.Beats beats = lag.of(0);
        beats.beat(350 * MILLI);
        beats.beat(350 * MILLI);
        assertThat(lag.reading(360 * MILLI)).isEqualTo(300);
        beats.beat(400 * MILLI);
        assertThat(lag.reading(410 * MILLI)).isZero();
    }

    @Test
    void a_loop_that_hangs_is_late_before_it_beats() {
        LoopLag.Beats beats = lag.of(0);
        assertThat(lag.reading(750 * MILLI)).isEqualTo(700);
        beats.beat(760 * MILLI);
        assertThat(lag.reading(770 * MILLI)).isEqualTo(710);
    }

    @Test
    void the_latest_of_several_loops_counts_until_it_ends() {
        LoopLag.Beats good = lag.of(0);
        LoopLag.Beats hung = lag.of(0);
        good.beat(500 * MILLI);
        lag.reading(500 * MILLI);
        good.beat(550 * MILLI);
        assertThat(lag.reading(550 * MILLI)).isEqualTo(500);
        lag.over(hung);
        assertThat(lag.reading(560 * MILLI)).isZero();
    }

    @Test
    void without_loops_nothing_is_late() {
        assertThat(lag.reading(1_000 * MILLI)).isZero();
    }
}
