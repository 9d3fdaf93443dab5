package io.piuptime.gateway.budget.money.pay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsualTest {
    private final Usual usual = new Usual();

    @Test
    void while_little_is_known_the_worst_is_likely() {
        assertThat(usual.likely("k/m", 1_000)).isEqualTo(1_000);
        for (int i = 0; i < 4; i++) {
            usual.learn("k/m", 10);
        }
        assertThat(usual.likely("k/m", 1_000)).isEqualTo(1_000);
        usual.learn("k/m", 10);
        assertThat(usual.likely("k/m", 1_000)).isEqualTo(20);
        assertThat(usual.likely("k/other", 1_000)).isEqualTo(1_000);
    }

    @Test
    void twice_what_nearly_all_cost_is_likely_and_never_more_than_the_worst() {
        for (int i = 1; i <= 40; i++) {
            usual.learn("k/m", i);
        }
        assertThat(usual.likely("k/m", 1_000)).isEqualTo(76);
        assertThat(usual.likely("k/m", 50)).isEqualTo(50);
    }

    @Test
    void what_was_long_ago_counts_no_more() {
        for (int i = 0; i < 40; i++) {
            usual.learn("k/m", 500);
        }
        for (int i = 0; i < 40; i++) {
            usual.learn("k/m", 0);
        }
        assertThat(usual.likely("k/m", 1_000)).isEqualTo(1);
    }

    @Test
    void many_keys_fill_no_memory() {
        for (int key = 0; key <= Usual.MOST; key++) {
            for (int i = 0; i < 5; i++) {
                usual.learn("k" + key, 1);
            }
        }
        assertThat(usual.likely("k0", 1_000)).isEqualTo(2);
        assertThat(usual.likely("k" + Usual.MOST, 1_000)).isEqualTo(1_000);
    }
}
