package io.piuptime.control.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.control.costs.ExchangeRates.Rate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeRatesTest {
    private final ExchangeRates rates = ExchangeRates.of("EUR", Map.of("2026-01-01", "0.92", "2026-07-01", "0.875"));

    @Test
    void a_rate_holds_from_its_day_until_the_next() {
        assertThat(rates.on(LocalDate.of(2025, 12, 31))).isEmpty();
        assertThat(rates.on(LocalDate.of(2026, 1, 1)))
                .contains(new Rate("EUR", new BigDecimal("0.92"), LocalDate.of(2026, 1, 1)));
        assertThat(rates.on(LocalDate.of(2026, 6, 30)).map(Rate::rate)).contains(new BigDecimal("0.92"));
        assertThat(rates.on(LocalDate.of(2030, 1, 1)).map(Rate::since)).contains(LocalDate.of(2026, 7, 1));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "2,2", "3,3", "1000000,920000", "25,23", "-25,-23", "9000000000000000,8280000000000000"})
    void amounts_are_rounded_to_the_nearest(long dollars, long euros) {
        assertThat(rates.on(LocalDate.of(2026, 1, 1)).orElseThrow().micros(dollars))
                .isEqualTo(euros);
    }

    @Test
    void without_a_currency_nothing_else_is_shown() {
        assertThat(ExchangeRates.NONE.on(LocalDate.of(2026, 1, 1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "euro,2026-01-01,1,currency: 'euro'",
        "EUR,yesterday,1,day: 'yesterday'",
        "EUR,2026-01-01,0,rate: '0'",
        "EUR,2026-01-01,-1,rate: '-1'",
        "EUR,2026-01-01,dear,rate: 'dear'",
        "EUR,2026-01-01,1e99,rate: '1e99'"
    })
    void what_is_no_rate_is_refused(String currency, String day, String rate, String why) {
        assertThatThrownBy(() -> ExchangeRates.of(currency, Map.of(day, rate)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("(expected: ");
    }

    @Test
    void a_currency_needs_a_rate() {
        assertThatThrownBy(() -> ExchangeRates.of("EUR", Map.of())).hasMessageContaining("rates: none");
    }
}
