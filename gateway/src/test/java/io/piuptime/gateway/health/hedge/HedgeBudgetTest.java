package io.piuptime.gateway.health.hedge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HedgeBudgetTest {
    private final HedgeBudget budget = new HedgeBudget();

    @Test
    void begins_with_nothing() {
        assertThat(budget.take(1)).isFalse();
    }

    @Test
    void fifty_requests_earn_one_hedge_of_their_size_at_two_percent() {
        for (int request = 0; request < 49; request++) {
            budget.earn(1_000, 2);
        }
        assertThat(budget.take(1_000)).isFalse();
        budget.earn(1_000, 2);
        assertThat(budget.take(1_000)).isTrue();
        assertThat(budget.take(1)).isFalse();
    }

    @Test
    void weighs_by_size() {
        budget.earn(10_000, 10);
        assertThat(budget.take(1_001)).isFalse();
        assertThat(budget.take(400)).isTrue();
        assertThat(budget.take(600)).isTrue();
        assertThat(budget.take(1)).isFalse();
    }

    @Test
    void never_holds_more_than_ten_of_the_longest() {
        for (int request = 0; request < 100; request++) {
            budget.earn(Long.MAX_VALUE, 100);
        }
        int hedges = 0;
        while (budget.take(HedgeBudget.LONGEST)) {
            hedges++;
        }
        assertThat(hedges).isEqualTo(10);
    }

    @Test
    void has_again_what_is_given_back() {
        budget.earn(500, 100);
        assertThat(budget.take(500)).isTrue();
        budget.giveBack(500);
        assertThat(budget.take(500)).isTrue();
    }

    @Test
    void extra_is_never_more_than_its_part_over_a_long_time() {
        long sent = 0;
        long extra = 0;
        for (int request = 1; request <= 10_000; request++) {
            long bytes = 200L + request % 1_000;
            budget.earn(bytes, 2);
            sent += bytes;
            if (budget.take(bytes)) {
                extra += bytes;
            }
        }
        assertThat(extra).isBetween(sent * 19 / 1_000, sent * 2 / 100);
    }
}
