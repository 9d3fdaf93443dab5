package io.piuptime.app.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.control.costs.ExchangeRates;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
    private static final String SECRET = ", secret: words-that-sign-it}";

    @Test
    void nobody_is_told_and_dollars_are_shown_unless_something_is_written() {
        assertThat(Reading.read("").alerts().url()).isEmpty();
        assertThat(Reading.read("").money().shown()).isSameAs(ExchangeRates.NONE);
    }

    @Test
    void rates_are_read_with_their_days() {
        ExchangeRates rates = Reading.read("money: {currency: CHF, rates: {2026-01-01: 0.8, 2026-02-01: 0.9}}")
                .money()
                .shown();

        assertThat(rates.on(LocalDate.of(2026, 1, 31)).orElseThrow().micros(100))
                .isEqualTo(80);
        assertThat(rates.on(LocalDate.of(2026, 2, 1)).orElseThrow().micros(100)).isEqualTo(90);
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:9/x", "https://[::1]/x", "http://169.254.169.254/x", "ftp://example.com/x"})
    void an_address_for_alerts_is_a_public_one(String url) {
        assertThat(Reading.problems("alerts: {url: \"" + url + "\"" + SECRET))
                .singleElement()
                .asString()
                .startsWith("alerts.url: ")
                .contains("expected: ");
    }

    @Test
    void an_address_inside_can_be_allowed() {
        assertThat(Reading.read("guard: {allow: [127.0.0.0/8]}\nalerts: {url: \"http://127.0.0.1:9/x\"" + SECRET)
                        .alerts()
                        .url())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({"tiny", "whsec_tiny", "whsec_not-base-64-at-all-but-long"})
    void what_is_sent_is_signed_by_a_secret_that_can_sign(String secret) {
        assertThat(Reading.problems("alerts: {url: \"https://example.com/x\", secret: \"" + secret + "\"}"))
                .singleElement()
                .asString()
                .startsWith("alerts.secret: missing, short or no base64")
                .doesNotContain(secret);
        assertThat(Reading.problems("alerts: {url: \"https://example.com/x\"}")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "money: {currency: EUR}                                | money.rates: rates: none",
                "money: {currency: euro, rates: {2026-01-01: 1}}       | money.rates: currency: 'euro'",
                "money: {currency: EUR, rates: {2026-01-01: -1}}       | money.rates: rate: '-1'",
                "money: {currency: EUR, rates: {soon: 1}}              | money.rates: day: 'soon'",
                "money: {rates: {2026-01-01: 1}}                       | money.currency: missing"
            })
    void rates_that_are_none_are_told(String yaml, String problem) {
        assertThat(Reading.problems(yaml)).singleElement().asString().startsWith(problem);
    }
}
