package io.piuptime.control.costs;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.price.Charge;
import io.piuptime.model.price.PriceText;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.usage.Tokens;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecomputationTest {
    private static final Tariff DATED = Tariff.of(PriceText.read("in=1 out=2 | from=2026-05-02 in=3 out=4"));

    private final Recomputation recomputation =
            new Recomputation(usage -> usage.target().equals("p/known") ? DATED : Tariff.UNKNOWN);

    @Test
    void a_cost_is_computed_by_the_price_of_its_day() {
        assertThat(recomputation
                        .add(UsageOf.one("2026-05-01", "k", "p/known", UsageOf.tokens(100, 10), UsageOf.usd(120)))
                        .map(Charge::micros))
                .contains(120L);
        assertThat(recomputation
                        .add(UsageOf.one("2026-05-02", "k", "p/known", UsageOf.tokens(100, 10), UsageOf.usd(120)))
                        .map(Charge::micros))
                .contains(340L);

        Recomputation.Difference difference = recomputation.difference();
        assertThat(difference).isEqualTo(new Recomputation.Difference(2, 1, 0, 0, 0, 240, 460));
        assertThat(difference.micros()).isEqualTo(220);
    }

    @Test
    void what_had_no_price_has_one_now_and_the_other_way_round() {
        recomputation.add(UsageOf.one("2026-05-01", "k", "p/known", UsageOf.tokens(100, 0), Optional.empty()));
        recomputation.add(UsageOf.one("2026-05-01", "k", "p/gone", UsageOf.tokens(100, 0), UsageOf.usd(50)));

        assertThat(recomputation.difference()).isEqualTo(new Recomputation.Difference(2, 2, 1, 1, 0, 50, 100));
    }

    @Test
    void what_has_no_counts_has_no_cost() {
        assertThat(recomputation.add(UsageOf.one("2026-05-01", "k", "p/known", Tokens.NONE, Optional.empty())))
                .isEmpty();

        assertThat(recomputation.difference()).isEqualTo(new Recomputation.Difference(1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void several_attempts_keep_their_cost() {
        Optional<Charge> kept =
                recomputation.add(UsageOf.of("2026-05-01", "k", "p/known", UsageOf.tokens(100, 0), UsageOf.usd(7), 2));

        assertThat(kept).isEqualTo(UsageOf.usd(7));
        assertThat(recomputation.difference()).isEqualTo(new Recomputation.Difference(1, 0, 0, 0, 1, 7, 7));
    }

    @Test
    void the_difference_is_shown_by_model_and_target_too() {
        recomputation.add(UsageOf.one("2026-05-01", "k", "p/known", UsageOf.tokens(100, 10), UsageOf.usd(100)));
        recomputation.add(UsageOf.one("2026-05-01", "k", "p/gone", UsageOf.tokens(100, 0), UsageOf.usd(50)));
        recomputation.add(UsageOf.one("2026-05-02", "k", "p/known", UsageOf.tokens(100, 10), UsageOf.usd(340)));

        assertThat(recomputation.lines())
                .containsExactly(
                        new Recomputation.Line(
                                new Recomputation.Place("gpt", "p/gone"),
                                new Recomputation.Difference(1, 1, 0, 1, 0, 50, 0)),
                        new Recomputation.Line(
                                new Recomputation.Place("gpt", "p/known"),
                                new Recomputation.Difference(2, 1, 0, 0, 0, 440, 460)));
        assertThat(recomputation.difference().micros()).isEqualTo(-30);
    }
}
