package io.piuptime.model.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TariffTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void charges_by_the_price_of_the_moment_and_names_it() {
        Tariff tariff = of("in=2 out=4 | from=2026-03-01 in=1 out=2");

        assertThat(tariff.charge(TokenCounts.of(1_000, 100), Instant.parse("2026-02-28T23:59:59Z")))
                .contains(new Charge(2_400, "USD", "in=2 out=4"));
        assertThat(tariff.charge(TokenCounts.of(1_000, 100), Instant.parse("2026-03-01T00:00:00Z")))
                .contains(new Charge(1_200, "USD", "from=2026-03-01 in=1 out=2"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 2026-03-01T12:00:00Z",
        "in=1, 2026-03-01T12:00:00Z",
        "in=1 out=1 until=2026-03-01, 2026-03-01T00:00:00Z",
        "hours=00:30-16:30 in=1 out=1, 2026-03-01T16:30:00Z"
    })
    void what_has_no_price_has_no_cost(String price, Instant at) {
        assertThat(of(price).charge(TokenCounts.of(1_000, 100), at)).isEmpty();
    }

    @Test
    void what_is_free_costs_nothing() {
        assertThat(of("in=0 out=0").charge(TokenCounts.of(1_000, 100), NOON))
                .contains(new Charge(0, "USD", "in=0 out=0"));
    }

    @Test
    void a_service_without_a_price_has_no_cost() {
        Tariff tariff = of("in=2 out=4 @flex=50%");

        assertThat(tariff.charge(TokenCounts.of(1_000, 100).servedAs(Service.FLEX), NOON))
                .contains(new Charge(1_200, "USD", "in=2 out=4 @flex=50%"));
        assertThat(tariff.charge(TokenCounts.of(1_000, 100).servedAs(Service.OTHER), NOON))
                .isEmpty();
    }

    @Test
    void seconds_are_priced_by_the_piece_and_never_free_by_omission() {
        TokenCounts audio = TokenCounts.of(0, 0).with(Unit.SECOND, 12);

        assertThat(of("second=0.0001").charge(audio, NOON)).contains(new Charge(1_200, "USD", "second=0.0001"));
        assertThat(of("in=1 out=1").charge(audio, NOON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=2026-01-01 until=2027-01-01 hours=08:00-20:00 in=2.5 out=10 read=1.25 write=3 write1h=5",
                "in=1.25 out=10 >200000 in=2.5 out=15 @priority in=2.5 @batch=50%",
                "hours=16:30-00:30 in=0.135 out=0.55",
                "in=0.000000001 search=0.01 request=0.005 second=0.0001"
            })
    void the_text_of_a_charge_is_enough_to_charge_again(String price) {
        TokenCounts counts = TokenCounts.of(123_457, 4_321).with(Unit.CACHE_READ, 23_456);
        Instant evening = Instant.parse("2026-03-01T18:00:00Z");
        Charge charge = of(price + " | from=2030-01-01 in=1 out=1")
                .charge(price.contains("out") ? counts : TokenCounts.of(123_457, 0), evening)
                .orElseThrow();

        assertThat(of(charge.price()).charge(price.contains("out") ? counts : TokenCounts.of(123_457, 0), evening))
                .contains(charge);
    }

    @Test
    void no_charge_is_negative() {
        assertThatThrownBy(() -> new Charge(-1, "USD", "")).hasMessage("micros: -1 (expected: >= 0)");
    }

    private static Tariff of(String price) {
        return Tariff.of(PriceText.read(price));
    }
}
