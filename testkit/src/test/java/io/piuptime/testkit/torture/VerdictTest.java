package io.piuptime.testkit.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.torture.history.Ends;
import io.piuptime.testkit.torture.history.Letting;
import io.piuptime.testkit.torture.history.Stood;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Generation TOLD = new Generation("m1", 10, 4, true);
    private static final Generation UNTOLD = new Generation("m2", 10, 4, false);
    private static final Stood LEASE = new Stood("n1", "b1", 100, 30, 40);
    private static final Letting LET_IN = new Letting(50, 3, 10, 4, 9, 0);
    private static final Ends ENDED = new Ends(3, 1, 1, 1, 0, 0, 0, 0);

    @Test
    void holds_when_everything_fits_and_every_charge_is_the_bill() {
        Verdict verdict = of(List.of(new Purse.Edge(100, 60, true)));
        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.json())
                .startsWith("{\"overspend\":0,")
                .contains(
                        "\"soft_overspend\":5,\"soft_bound\":5,",
                        "\"spent\":70,\"unconfirmed\":40,\"edges\":1,\"raced\":1")
                .endsWith("\"holds\":true}");
    }

    @Test
    void one_millionth_of_a_dollar_too_much_is_found_at_whichever_edge() {
        Verdict verdict = of(List.of(new Purse.Edge(50, 51, false), new Purse.Edge(100, 60, true)));
        assertThat(verdict.strict().overspendMicros()).isEqualTo(1);
        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.text()).contains("overspent 0.000001 USD").contains("1 of 2 edges raced for");
    }

    @Test
    void a_soft_budget_may_be_overspent_within_its_bound_only() {
        assertThat(purse(List.of(new Purse.Edge(50, 57, true)), 7).isWithinBound())
                .isTrue();
        assertThat(purse(List.of(new Purse.Edge(50, 58, true)), 7).isWithinBound())
                .isFalse();
    }

    @Test
    void a_ledger_that_knows_of_less_than_was_generated_or_more_than_was_allowed_is_wrong() {
        assertThat(purse(List.of(new Purse.Edge(100, 70, true)), 0).isCovered()).isTrue();
        assertThat(purse(List.of(new Purse.Edge(100, 71, true)), 0).isCovered()).isFalse();
        assertThat(purse(List.of(new Purse.Edge(69, 60, true)), 0).isCovered()).isFalse();
    }

    @Test
    void each_part_of_the_verdict_counts() {
        List<Purse.Edge> edges = List.of(new Purse.Edge(100, 60, true));
        assertThat(of(edges, new Charges(1, 1, 0), ENDED, 0, LET_IN).holds()).isFalse();
        assertThat(of(edges, new Charges(1, 0, 0), Ends.NONE, 0, LET_IN).holds())
                .isFalse();
        assertThat(of(edges, new Charges(1, 0, 0), ENDED, 1, LET_IN).holds()).isFalse();
        assertThat(of(edges, new Charges(1, 0, 0), ENDED, 0, new Letting(50, 3, 60, 4, 54, 0))
                        .holds())
                .isFalse();
    }

    @Test
    void a_charge_that_is_not_the_bill_is_wrong_and_one_that_is_missing_is_lost() {
        assertThat(charges(Map.of("m1", "x1"), Map.of("x1", 30L))).isEqualTo(new Charges(1, 0, 0));
        assertThat(charges(Map.of("m1", "x1"), Map.of("x1", 29L))).isEqualTo(new Charges(1, 1, 0));
        assertThat(charges(Map.of("m1", "x1"), Map.of())).isEqualTo(new Charges(1, 0, 1));
        assertThat(new Charges(1, 1, 0).holds()).isFalse();
        assertThat(new Charges(1, 0, 1).holds()).isFalse();
    }

    @Test
    void what_was_never_told_is_not_compared_and_nothing_compared_shows_nothing() {
        Charges charges = charges(Map.of("m2", "x2"), Map.of("x2", 1L));
        assertThat(charges).isEqualTo(new Charges(0, 0, 0));
        assertThat(charges.holds()).isFalse();
    }

    @Test
    void the_bill_of_a_request_is_that_of_all_its_attempts() {
        assertThat(Charges.of(List.of(TOLD, TOLD), Map.of("m1", "x1"), Map.of("x1", 60L)))
                .isEqualTo(new Charges(1, 0, 0));
    }

    @Test
    void what_a_node_wrote_down_and_the_database_knows_otherwise_is_one_difference() {
        assertThat(Torture.differing(Set.of(LEASE), List.of(LEASE))).isZero();
        assertThat(Torture.differing(Set.of(LEASE), List.of(new Stood("n1", "b1", 100, 31, 40))))
                .isEqualTo(1);
        assertThat(Torture.differing(Set.of(LEASE), List.of())).isEqualTo(1);
        assertThat(Torture.differing(Set.of(), List.of(LEASE))).isEqualTo(1);
    }

    private static Charges charges(Map<String, String> whole, Map<String, Long> charged) {
        return Charges.of(List.of(TOLD, UNTOLD), whole, charged);
    }

    private static Purse purse(List<Purse.Edge> edges, long bound) {
        return Purse.of(edges, bound, new Ledger(List.of(LEASE), Map.of()), "b1");
    }

    private static Verdict of(List<Purse.Edge> edges) {
        return of(edges, new Charges(1, 0, 0), ENDED, 0, LET_IN);
    }

    private static Verdict of(List<Purse.Edge> edges, Charges charges, Ends ends, int differing, Letting letting) {
        return new Verdict(
                purse(edges, 0),
                purse(List.of(new Purse.Edge(50, 55, true)), 5),
                charges,
                new Verdict.Journal(ends, differing),
                letting,
                new Verdict.Met(2, Map.of("strict 200", 1L), Map.of()));
    }
}
