package io.piuptime.model.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PriceTest {
    private static final Rate ONE = Rate.parse("1", Unit.INPUT);
    private static final Rate TWO = Rate.parse("2", Unit.INPUT);

    @Test
    void the_standard_service_needs_no_rates_of_its_own() {
        Price price = Price.of(rates(Unit.INPUT, ONE));

        assertThat(price.applied(5, Service.STANDARD)).contains(new Price.Applied(rates(Unit.INPUT, ONE), 100));
    }

    @ParameterizedTest
    @EnumSource(value = Service.class, mode = EnumSource.Mode.EXCLUDE, names = "STANDARD")
    void another_service_is_not_guessed(Service service) {
        assertThat(Price.of(rates(Unit.INPUT, ONE)).applied(5, service)).isEmpty();
    }

    @Test
    void refuses_rates_of_the_standard_service_beside_its_rates() {
        assertThatThrownBy(() -> new Price(Rates.NONE, List.of(), Map.of(Service.STANDARD, Rates.NONE), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("service: standard");
    }

    @Test
    void percents_of_a_provider_fill_what_the_price_leaves_open() {
        Price price = new Price(
                rates(Unit.INPUT, ONE),
                List.of(),
                Map.of(Service.PRIORITY, rates(Unit.INPUT, TWO)),
                Map.of(Service.BATCH, 40));

        Price filled = price.withPercents(Map.of(Service.BATCH, 50, Service.FLEX, 60, Service.PRIORITY, 200));

        assertThat(filled.percents()).isEqualTo(Map.of(Service.BATCH, 40, Service.FLEX, 60));
        assertThat(filled.services()).isEqualTo(price.services());
    }

    @Test
    void percents_that_add_nothing_leave_the_price_as_it_is() {
        Price price = Price.of(rates(Unit.INPUT, ONE));

        assertThat(price.withPercents(Map.of())).isSameAs(price);
    }

    @Test
    void a_unit_s_own_rate_counts_before_its_substitutes() {
        Rates rates = new Rates(Map.of(Unit.INPUT, ONE, Unit.CACHE_READ, TWO));

        assertThat(rates.of(Unit.CACHE_READ)).contains(TWO);
        assertThat(rates.of(Unit.CACHE_WRITE)).contains(ONE);
        assertThat(rates.of(Unit.AUDIO_CACHE_READ)).contains(TWO);
        assertThat(rates.of(Unit.OUTPUT)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Unit.class)
    void no_unit_is_its_own_substitute_and_fees_have_none(Unit unit) {
        assertThat(unit.substitutes()).doesNotContain(unit);
        if (unit.isFee()) {
            assertThat(unit.substitutes()).isEmpty();
        }
    }

    @Test
    void a_rate_is_written_as_short_as_it_can_be() {
        assertThat(Rate.FREE.text(Unit.INPUT)).isEqualTo("0");
        assertThat(Rate.parse("1000.0", Unit.INPUT).text(Unit.INPUT)).isEqualTo("1000");
        assertThat(Rate.parse("0.10", Unit.SEARCH).text(Unit.SEARCH)).isEqualTo("0.1");
        assertThat(ONE).isLessThan(TWO);
        assertThatThrownBy(() -> new Rate(-1)).hasMessage("rate: -1 (expected: >= 0)");
    }

    @Test
    void an_empty_list_has_no_price_at_any_time() {
        assertThat(PriceList.UNKNOWN.at(Instant.EPOCH)).isEqualTo(Optional.empty());
        assertThat(PriceList.of(Price.of(Rates.NONE)).at(Instant.EPOCH)).contains(Price.of(Rates.NONE));
    }

    @Test
    void what_has_no_rates_has_no_cost() {
        CostCalculator calculator = new CostCalculator();
        Price price = Price.of(Rates.NONE);

        assertThat(calculator.cost(price, TokenCounts.of(1, 0))).isEmpty();
        assertThat(calculator.cost(price, TokenCounts.of(0, 0))).contains(new Cost(0, price));
    }

    private static Rates rates(Unit unit, Rate rate) {
        return new Rates(Map.of(unit, rate));
    }
}
