package io.piuptime.gateway.health.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What is left of a limit as time passes. */
class RateLimitsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = -2 * SECOND;

    private final RateLimits limits = new RateLimits();

    @Test
    void everything_is_left_until_something_is_said() {
        assertThat(limits.remaining(START)).isEqualTo(1);
        assertThat(limits.exhaustedUntil(START)).isEqualTo(START);
        limits.heard(START, Allowance.UNKNOWN);
        assertThat(limits.remaining(START)).isEqualTo(1);
    }

    @Test
    void what_is_left_grows_until_the_limit_is_full_again() {
        limits.heard(START, new Allowance(0.2, 10 * SECOND));
        assertThat(limits.remaining(START)).isEqualTo(0.2);
        assertThat(limits.remaining(START + 5 * SECOND)).isCloseTo(0.6, within(1e-9));
        assertThat(limits.remaining(START + 10 * SECOND)).isEqualTo(1);
        assertThat(limits.remaining(START + 99 * SECOND)).isEqualTo(1);
    }

    @Test
    void a_word_without_a_reset_fades_in_a_minute() {
        limits.heard(START, new Allowance(0.5, -1));
        assertThat(limits.remaining(START + 30 * SECOND)).isCloseTo(0.75, within(1e-9));
        assertThat(limits.remaining(START + 60 * SECOND)).isEqualTo(1);
    }

    @Test
    void the_last_word_counts() {
        limits.heard(START, new Allowance(0.1, 10 * SECOND));
        limits.heard(START + 1, new Allowance(0.9, SECOND));
        limits.heard(START + 2, Allowance.UNKNOWN);
        assertThat(limits.remaining(START + 2)).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void nearly_nothing_is_less_than_a_tenth() {
        limits.heard(START, new Allowance(0.05, 10 * SECOND));
        assertThat(limits.nearlyExhausted(START)).isTrue();
        assertThat(limits.nearlyExhausted(START + SECOND)).isFalse();
    }

    @Test
    void a_used_up_limit_is_worth_a_request_when_a_tenth_is_back() {
        limits.heard(START, new Allowance(0, 60 * SECOND));
        assertThat(limits.exhaustedUntil(START)).isEqualTo(START + 6 * SECOND);
        assertThat(limits.exhaustedUntil(START + 6 * SECOND)).isEqualTo(START + 6 * SECOND);
        assertThat(limits.exhaustedUntil(START + 7 * SECOND)).isEqualTo(START + 7 * SECOND);
    }

    @Test
    void the_tightest_of_several_is_the_one_with_least_left_then_the_one_that_takes_longest() {
        Allowance half = new Allowance(0.5, SECOND);
        Allowance none = new Allowance(0, SECOND);
        Allowance noneForLong = new Allowance(0, 9 * SECOND);
        assertThat(half.tighter(none)).isSameAs(none);
        assertThat(none.tighter(half)).isSameAs(none);
        assertThat(none.tighter(noneForLong)).isSameAs(noneForLong);
        assertThat(half.tighter(Allowance.UNKNOWN)).isSameAs(half);
        assertThat(Allowance.UNKNOWN.tighter(half)).isSameAs(half);
    }
}
