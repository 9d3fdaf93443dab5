package io.piuptime.gateway.accept.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Limits;
import io.piuptime.model.exchange.Refusal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How slowly a body may arrive. */
class PaceTest {
    private static final long START = 5_000;

    @Test
    void leaves_a_body_alone_for_ten_seconds() {
        assertThat(Pace.ofHeldBody(START, Limits.Arrival.DEFAULT).late(after(10), 0))
                .isEmpty();
    }

    @Test
    void wants_a_kibibyte_a_second_afterwards() {
        Pace pace = Pace.ofHeldBody(START, Limits.Arrival.DEFAULT);
        assertThat(pace.late(after(20), 20 * 1024)).isEmpty();
        assertThat(pace.late(after(20), 20 * 1024 - 1))
                .containsInstanceOf(Refusal.SlowRequest.class)
                .hasValueSatisfying(refusal -> assertThat(refusal.message()).contains("at least 1024 a second"));
    }

    @Test
    void wants_a_held_body_whole_within_a_minute() {
        Pace pace = Pace.ofHeldBody(START, Limits.Arrival.DEFAULT);
        assertThat(pace.late(after(60), 1 << 20)).isEmpty();
        assertThat(pace.late(after(61), 1 << 20))
                .hasValueSatisfying(refusal -> assertThat(refusal.message()).contains("expected: all of it"));
    }

    @Test
    void lets_a_passing_body_take_its_time_while_it_moves() {
        assertThat(Pace.ofPassingBody(START, Limits.Arrival.DEFAULT).late(after(600), 600 * 1024))
                .isEmpty();
        assertThat(Pace.ofPassingBody(START, Limits.Arrival.DEFAULT).late(after(600), 599 * 1024))
                .isPresent();
    }

    @Test
    void measures_the_rate_in_fractions_of_a_second() {
        Limits.Arrival hasty = new Limits.Arrival(
                Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(700), Duration.ofMillis(100));
        Pace pace = Pace.ofHeldBody(START, hasty);
        assertThat(pace.late(START + TimeUnit.MILLISECONDS.toNanos(500), 512)).isEmpty();
        assertThat(pace.late(START + TimeUnit.MILLISECONDS.toNanos(500), 511)).isPresent();
        assertThat(pace.late(START + TimeUnit.MILLISECONDS.toNanos(701), 1 << 20))
                .hasValueSatisfying(refusal -> assertThat(refusal.message()).contains("after 700 ms"));
    }

    private static long after(long seconds) {
        return START + TimeUnit.SECONDS.toNanos(seconds);
    }
}
