package io.piuptime.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a pause is, and who goes during it. */
class CoolingTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = -7 * SECOND;

    private final Cooling cooling = new Cooling(() -> 0);

    @Test
    void is_not_cooling_until_told() {
        assertThat(cooling.cools(START)).isFalse();
        assertThat(cooling.readyAt(START)).isEqualTo(START);
        assertThat(cooling.admit(START)).isTrue();
        assertThat(cooling.admit(START)).isTrue();
    }

    @ParameterizedTest(name = "asked {0} s, jitter {1}: {2} s")
    @CsvSource({"2, 0, 2", "2, 0.999999, 3", "-1, 0, 1", "0, 0, 0", "300, 0, 300", "86400, 0, 300", "300, 0.5, 375"})
    void lasts_as_long_as_asked_and_up_to_half_as_much_again(long asked, double jitter, long seconds) {
        Cooling jittered = new Cooling(() -> jitter);
        jittered.cool(START, asked < 0 ? -1 : asked * SECOND);
        assertThat(jittered.readyAt(START) - START).isBetween(seconds * SECOND - 2_000, seconds * SECOND);
    }

    @Test
    void a_trickle_of_one_request_at_a_time_goes() {
        cooling.cool(START, 10 * SECOND);
        assertThat(cooling.admit(START + 1)).isTrue();
        assertThat(cooling.admit(START + 2)).isFalse();
        cooling.released(START + 2);
        assertThat(cooling.admit(START + 3)).as("another's end frees nothing").isFalse();
        cooling.released(START + 1);
        assertThat(cooling.admit(START + 4)).isTrue();
    }

    @Test
    void everybody_goes_when_it_is_over() {
        cooling.cool(START, SECOND);
        assertThat(cooling.admit(START + 1)).isTrue();
        assertThat(cooling.admit(START + SECOND)).isTrue();
        assertThat(cooling.admit(START + SECOND)).isTrue();
        assertThat(cooling.cools(START + SECOND)).isFalse();
    }

    @Test
    void a_longer_pause_replaces_a_shorter_one_and_not_the_other_way() {
        cooling.cool(START, 2 * SECOND);
        cooling.cool(START, 9 * SECOND);
        cooling.cool(START, SECOND);
        assertThat(cooling.readyAt(START) - START).isEqualTo(9 * SECOND);
    }

    @Test
    void the_trickle_outlasts_a_longer_pause_but_not_the_end_of_one() {
        cooling.cool(START, SECOND);
        assertThat(cooling.admit(START + 1)).isTrue();
        cooling.cool(START + 2, 5 * SECOND);
        assertThat(cooling.admit(START + 3)).isFalse();
        long later = START + 20 * SECOND;
        cooling.cool(later, 5 * SECOND);
        assertThat(cooling.admit(later + 1)).isTrue();
        cooling.released(START + 1);
        assertThat(cooling.admit(later + 2)).isFalse();
    }
}
