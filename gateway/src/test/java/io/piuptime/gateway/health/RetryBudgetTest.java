package io.piuptime.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many repeats there are. */
class RetryBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    private final RetryBudget budget = new RetryBudget();

    @ParameterizedTest(name = "after {0} requests: {1} repeats")
    @CsvSource({"0, 3", "1, 3", "15, 3", "19, 3", "20, 4", "100, 20", "1000, 200"})
    void a_fifth_of_the_requests_and_three_at_least(int requests, int repeats) {
        request(0, requests);
        assertThat(repeats(0)).isEqualTo(repeats);
    }

    @Test
    void three_repeats_are_there_each_second_whatever_was() {
        for (long second = 0; second < 30; second++) {
            assertThat(repeats(second * SECOND)).isEqualTo(3);
        }
    }

    @Test
    void requests_count_for_ten_seconds() {
        request(0, 100);
        assertThat(budget.takeRepeat(9 * SECOND)).isTrue();
        assertThat(repeats(9 * SECOND)).isEqualTo(19);
        request(20 * SECOND, 0);
        assertThat(repeats(20 * SECOND)).isEqualTo(3);
    }

    @Test
    void repeats_count_for_ten_seconds() {
        request(0, 50);
        assertThat(repeats(0)).isEqualTo(10);
        request(5 * SECOND, 50);
        assertThat(repeats(5 * SECOND)).isEqualTo(10);
        assertThat(repeats(5 * SECOND)).isZero();
    }

    @Test
    void under_lasting_trouble_repeats_stay_near_a_fifth() {
        int repeats = 0;
        for (long milli = 0; milli < 60_000; milli += 5) {
            long now = milli * (SECOND / 1_000);
            budget.requested(now);
            repeats += budget.takeRepeat(now) ? 1 : 0;
        }
        assertThat(repeats).isBetween(2_300, 2_600);
    }

    @Test
    void a_clock_below_zero_is_as_good_as_any() {
        request(-3 * SECOND, 100);
        assertThat(repeats(-SECOND)).isEqualTo(20);
    }

    private void request(long now, int times) {
        for (int i = 0; i < times; i++) {
            budget.requested(now);
        }
    }

    private int repeats(long now) {
        int taken = 0;
        while (taken < 10_000 && budget.takeRepeat(now)) {
            taken++;
        }
        return taken;
    }
}
