package io.piuptime.bench.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.torture.Ledger;
import io.piuptime.testkit.torture.history.Stood;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpgradedTest {
    private static final Map<String, Integer> ANSWERED = Map.of("x1", 1, "x2", 2);
    private static final Map<String, Long> CHARGED = Map.of("x1", 25L, "x2", 25L, "other", 7L);

    @Test
    void a_ledger_of_both_nodes_that_says_what_was_answered_is_right() {
        assertThat(audit(CHARGED, 25, 25, 0)).isEmpty();
    }

    @Test
    void a_lost_charge_a_wrong_charge_and_money_that_is_not_the_answers_are_found() {
        assertThat(audit(Map.of("x1", 25L), 25, 25, 0)).containsExactly("charges: 1 (expected: 2 of 25)");
        assertThat(audit(Map.of("x1", 25L, "x2", 24L), 25, 25, 0)).containsExactly("charges: 1 (expected: 2 of 25)");
        assertThat(audit(CHARGED, 25, 26, 0)).containsExactly("spent: 51 (expected: 50)");
        assertThat(audit(CHARGED, 25, 25, 1)).containsExactly("spent: 51 (expected: 50)");
    }

    @Test
    void holds_only_if_nobody_noticed() {
        Upgraded good = new Upgraded(9, List.of(), 3, List.of(), List.of());
        assertThat(good.holds()).isTrue();
        assertThat(good.text()).isEqualTo("9 answers, 0 errors; 0 of 3 checks between the versions failed");
        assertThat(new Upgraded(0, List.of(), 3, List.of(), List.of()).holds()).isFalse();
        assertThat(new Upgraded(9, List.of(), 0, List.of(), List.of()).holds()).isFalse();
        assertThat(new Upgraded(9, List.of("e"), 3, List.of(), List.of()).holds())
                .isFalse();
        assertThat(new Upgraded(9, List.of(), 3, List.of("w"), List.of()).holds())
                .isFalse();
        Upgraded bad = new Upgraded(9, List.of("503"), 3, List.of("keys"), List.of("spent"));
        assertThat(bad.text()).contains("error: 503", "failed: keys", "ledger: spent");
        assertThat(bad.json())
                .isEqualTo("{\"answers\":9,\"errors\":1,\"checks\":3,\"failed\":1,\"ledger_wrong\":1,\"holds\":false}");
    }

    private static List<String> audit(Map<String, Long> charged, long one, long other, long unconfirmed) {
        Ledger ledger = new Ledger(
                List.of(
                        new Stood("a", "b1", 100, one, unconfirmed),
                        new Stood("b", "b1", 100, other, 0),
                        new Stood("b", "b2", 100, 9, 0)),
                charged);
        return Upgraded.audit(ANSWERED, 25, ledger, "b1");
    }
}
