package io.piuptime.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** How the number of requests at once follows what a target shows. */
class AdaptiveLimitTest {
    private static final long MILLI = 1_000_000L;

    private final AdaptiveLimit limit = new AdaptiveLimit();
    private long now = -1_000;

    @Test
    void begins_with_twenty() {
        assertThat(limit.limit()).isEqualTo(20);
    }

    @Test
    void grows_to_two_hundred_while_answers_stay_as_fast_and_it_is_used() {
        busy(1_000, 100 * MILLI);
        assertThat(limit.limit()).isBetween(199, 200);
    }

    @Test
    void does_not_grow_while_it_is_not_used() {
        for (int i = 0; i < 1_000; i++) {
            limit.answered(100 * MILLI, 9);
        }
        assertThat(limit.limit()).isEqualTo(20);
    }

    @Test
    void shrinks_as_first_tokens_come_later() {
        busy(1_000, 100 * MILLI);
        busy(40, 400 * MILLI);
        assertThat(limit.limit()).isBetween(20, 60);
    }

    @Test
    void tolerates_half_as_much_again() {
        busy(1_000, 100 * MILLI);
        busy(40, 140 * MILLI);
        assertThat(limit.limit()).isGreaterThan(190);
    }

    @Test
    void learns_that_a_target_became_faster_within_a_hundred_answers() {
        busy(1_000, 1_000 * MILLI);
        busy(100, 100 * MILLI);
        busy(40, 800 * MILLI);
        assertThat(limit.limit()).isLessThan(100);
    }

    @Test
    void is_cut_by_a_tenth_when_a_request_is_turned_away() {
        busy(1_000, 100 * MILLI);
        int before = limit.limit();
        limit.turnedAway(now, now + 1);
        assertThat(limit.limit()).isBetween((int) (before * 0.9) - 1, (int) (before * 0.9) + 1);
    }

    @Test
    void a_burst_that_was_sent_before_a_cut_cuts_once() {
        busy(1_000, 100 * MILLI);
        for (int i = 0; i < 50; i++) {
            limit.turnedAway(now, now + 1 + i);
        }
        assertThat(limit.limit()).isGreaterThan(175);
        limit.turnedAway(now + 100, now + 101);
        assertThat(limit.limit()).isLessThan(165);
    }

    @Test
    void never_goes_below_its_least() {
        for (int i = 0; i < 100; i++) {
            now++;
            limit.turnedAway(now, now);
            busy(1, i * 100L * MILLI);
        }
        assertThat(limit.limit()).isGreaterThanOrEqualTo(20);
    }

    @Test
    void refuses_bounds_that_are_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdaptiveLimit(0, 10))
                .withMessage("limit: 0 to 10 (expected: 1 <= least <= most)");
        assertThatIllegalArgumentException().isThrownBy(() -> new AdaptiveLimit(11, 10));
    }

    private void busy(int answers, long firstToken) {
        for (int i = 0; i < answers; i++) {
            limit.answered(firstToken, limit.limit());
        }
    }
}
