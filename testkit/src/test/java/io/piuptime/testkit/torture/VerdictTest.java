package io.piuptime.testkit.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.torture.Torture.Edge;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Generation TOLD = new Generation("m1", 10, 4, true);
    private static final Generation UNTOLD = new Generation("m2", 10, 4, false);

    @Test
    void holds_when_everything_fits_and_every_charge_is_the_bill() {
        Verdict verdict = of(List.of(new Edge(100, 60)), Map.of("m1", "x1"), new Ledger(70, 40, Map.of("x1", 30L)));
        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.compared()).isEqualTo(1);
        assertThat(verdict.json()).startsWith("{\"overspend\":0,").endsWith("\"holds\":true}");
    }

    @Test
    void tells_the_worst_of_all_edges() {
        Verdict verdict = of(
                List.of(new Edge(50, 57), new Edge(100, 60)), Map.of("m1", "x1"), new Ledger(70, 0, Map.of("x1", 30L)));
        assertThat(verdict.overspendMicros()).isEqualTo(7);
        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.text()).contains("overspent 0.000007 USD");
    }

    @Test
    void a_charge_that_is_not_the_bill_is_wrong_and_one_that_is_missing_is_lost() {
        Ledger wrong = new Ledger(70, 0, Map.of("x1", 29L));
        assertThat(of(List.of(new Edge(100, 60)), Map.of("m1", "x1"), wrong).wrongCharges())
                .isEqualTo(1);
        Ledger lost = new Ledger(70, 0, Map.of());
        Verdict verdict = of(List.of(new Edge(100, 60)), Map.of("m1", "x1"), lost);
        assertThat(verdict.lostCharges()).isEqualTo(1);
        assertThat(verdict.holds()).isFalse();
    }

    @Test
    void what_was_never_told_is_not_compared_and_nothing_compared_shows_nothing() {
        Verdict verdict = of(List.of(new Edge(100, 60)), Map.of("m2", "x2"), new Ledger(70, 0, Map.of("x2", 1L)));
        assertThat(verdict.compared()).isZero();
        assertThat(verdict.holds()).isFalse();
    }

    @Test
    void a_ledger_that_knows_of_less_than_was_generated_is_wrong() {
        Verdict verdict = of(List.of(new Edge(100, 60)), Map.of("m1", "x1"), new Ledger(59, 0, Map.of("x1", 30L)));
        assertThat(verdict.holds()).isFalse();
    }

    @Test
    void the_bill_of_a_request_is_that_of_all_its_attempts() {
        Verdict verdict = Verdict.of(
                List.of(new Edge(100, 60)),
                List.of(TOLD, TOLD),
                new Verdict.Met(Map.of("m1", "x1"), Map.of("200", 1L)),
                new Ledger(70, 0, Map.of("x1", 60L)),
                Map.of());
        assertThat(verdict.holds()).isTrue();
    }

    private static Verdict of(List<Edge> edges, Map<String, String> whole, Ledger ledger) {
        return Verdict.of(edges, List.of(TOLD, UNTOLD), new Verdict.Met(whole, Map.of("200", 1L)), ledger, Map.of());
    }
}
