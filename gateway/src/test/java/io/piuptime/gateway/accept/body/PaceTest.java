package io.piuptime.gateway.accept.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.exchange.Refusal;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How slowly a body may arrive. */
class PaceTest {
    private static final long START = 5_000;

    @Test
    void leaves_a_body_alone_for_ten_seconds() {
        assertThat(Pace.ofHeldBody(START).late(after(10), 0)).isEmpty();
    }

    @Test
    void wants_a_kibibyte_a_second_afterwards() {
        Pace pace = Pace.ofHeldBody(START);
        assertThat(pace.late(after(20), 20 * 1024)).isEmpty();
        assertThat(pace.late(after(20), 20 * 1024 - 1))
                .containsInstanceOf(Refusal.SlowRequest.class)
                .hasValueSatisfying(refusal -> assertThat(refusal.message()).contains("at least 1024 a second"));
    }

    @Test
    void wants_a_held_body_whole_within_a_minute() {
        Pace pace = Pace.ofHeldBody(START);
        assertThat(pace.late(after(60), 1 << 20)).isEmpty();
        assertThat(pace.late(after(61), 1 << 20))
                .hasValueSatisfying(refusal -> assertThat(refusal.message()).contains("expected: all of it"));
    }

    @Test
    void lets_a_passing_body_take_its_time_while_it_moves() {
        assertThat(Pace.ofPassingBody(START).late(after(600), 600 * 1024)).isEmpty();
        assertThat(Pace.ofPassingBody(START).late(after(600), 599 * 1024)).isPresent();
    }

    private static long after(long seconds) {
        return START + TimeUnit.SECONDS.toNanos(seconds);
    }
}
