package io.piuptime.gateway.health.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.RateLimitHeader;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers as providers send them. */
class RateLimitReaderTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String DATE = "Fri, 20 Nov 2026 10:00:00 GMT";

    private final RateLimitReader reader = new RateLimitReader(Habits.NONE);

    @Test
    void reads_openai() {
        says(
                Map.of(
                        "x-ratelimit-limit-requests", "500",
                        "x-ratelimit-remaining-requests", "499",
                        "x-ratelimit-reset-requests", "120ms",
                        "x-ratelimit-limit-tokens", "30000",
                        "x-ratelimit-remaining-tokens", "7500",
                        "x-ratelimit-reset-tokens", "1m30s"),
                0.25,
                90 * SECOND);
    }

    @Test
    void reads_what_openai_counts_by_usage() {
        says(
                Map.of(
                        "x-ratelimit-limit-tokens_usage_based", "1000",
                        "x-ratelimit-remaining-tokens_usage_based", "100",
                        "x-ratelimit-reset-tokens_usage_based", "6m0s"),
                0.1,
                360 * SECOND);
    }

    @Test
    void reads_anthropic_and_takes_the_tightest() {
        says(
                Map.of(
                        "date", DATE,
                        "anthropic-ratelimit-requests-limit", "1000",
                        "anthropic-ratelimit-requests-remaining", "999",
                        "anthropic-ratelimit-requests-reset", "2026-11-20T10:00:01Z",
                        "anthropic-ratelimit-input-tokens-limit", "40000",
                        "anthropic-ratelimit-input-tokens-remaining", "2000",
                        "anthropic-ratelimit-input-tokens-reset", "2026-11-20T10:00:57Z",
                        "anthropic-ratelimit-output-tokens-limit", "8000",
                        "anthropic-ratelimit-output-tokens-remaining", "8000",
                        "anthropic-ratelimit-output-tokens-reset", "2026-11-20T10:00:00Z"),
                0.05,
                57 * SECOND);
    }

    @Test
    void reads_azure_which_names_no_reset() {
        says(Map.of("x-ratelimit-limit-tokens", "1000", "x-ratelimit-remaining-tokens", "200"), 0.2, -1);
    }

    @Test
    void reads_the_names_of_a_providers_row() {
        RateLimitReader own = new RateLimitReader(new Habits(
                Set.of(),
                Map.of(
                        RateLimitHeader.REQUESTS_LIMIT, "X-Quota",
                        RateLimitHeader.REQUESTS_LEFT, "X-Quota-Left",
                        RateLimitHeader.REQUESTS_RESET, "X-Quota-Reset")));
        Allowance allowance = own.read(headers(Map.of("x-quota", "10", "x-quota-left", "4", "x-quota-reset", "30")));
        assertThat(allowance.fraction()).isEqualTo(0.4);
        assertThat(allowance.fullAfterNanos()).isEqualTo(30 * SECOND);
    }

    @ParameterizedTest(name = "limit {0}, left {1}, reset {2}")
    @CsvSource({
        "0, 0, 1s",
        "-1, -1, 1s",
        "1000, -1, 1s",
        "1000, 0, ''",
        "1000, 0, 0s",
        "1000, '', 1s",
        "'', 5, 1s",
        "many, 5, 1s",
        "1000, few, 1s",
        "1000, 99999999999999999999, 1s",
        "1000, 1.5, 1s"
    })
    void what_makes_no_sense_is_unknown(String limit, String left, String reset) {
        assertThat(reader.read(headers(Map.of(
                                "x-ratelimit-limit-requests", limit,
                                "x-ratelimit-remaining-requests", left,
                                "x-ratelimit-reset-requests", reset)))
                        .known())
                .isFalse();
    }

    @Test
    void nothing_left_and_a_reset_is_exhausted() {
        says(
                Map.of(
                        "x-ratelimit-limit-requests", "60",
                        "x-ratelimit-remaining-requests", "0",
                        "x-ratelimit-reset-requests", "20s"),
                0,
                20 * SECOND);
    }

    @Test
    void more_left_than_the_limit_is_all_of_it() {
        says(Map.of("x-ratelimit-limit-requests", "10", "x-ratelimit-remaining-requests", "12"), 1, -1);
    }

    @Test
    void nothing_said_is_unknown() {
        assertThat(reader.read(headers(Map.of())).known()).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1} is {2} ms")
    @CsvSource(
            delimiter = '|',
            value = {
                "retry-after | 2 | 2000",
                "retry-after | Fri, 20 Nov 2026 10:00:05 GMT | 5000",
                "retry-after-ms | 350 | 350",
                "x-ms-retry-after-ms | 1200 | 1200"
            })
    void reads_when_to_come_back(String name, String value, long millis) {
        assertThat(reader.retryAfterNanos(headers(Map.of("date", DATE, name, value))))
                .isEqualTo(millis * 1_000_000);
    }

    @Test
    void milliseconds_are_believed_before_seconds_that_are_rounded() {
        assertThat(reader.retryAfterNanos(headers(Map.of("retry-after", "1", "retry-after-ms", "20"))))
                .isEqualTo(20_000_000);
        assertThat(reader.retryAfterNanos(headers(Map.of("retry-after", "1", "retry-after-ms", "0"))))
                .isEqualTo(SECOND);
    }

    @Test
    void no_word_of_coming_back_is_unknown() {
        assertThat(reader.retryAfterNanos(headers(Map.of()))).isEqualTo(-1);
        assertThat(reader.retryAfterNanos(headers(Map.of("retry-after", "0")))).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"false, true", "False, true", "true, false", "'', false"})
    void hears_that_asking_again_is_of_no_use(String value, boolean discourages) {
        assertThat(reader.discourages(headers(Map.of("x-should-retry", value)))).isEqualTo(discourages);
    }

    private void says(Map<String, String> values, double fraction, long fullAfterNanos) {
        Allowance allowance = reader.read(headers(values));
        assertThat(allowance.fraction()).isCloseTo(fraction, within(1e-9));
        assertThat(allowance.fullAfterNanos()).isEqualTo(fullAfterNanos);
    }

    private static AnswerHeaders headers(Map<String, String> values) {
        return name -> values.getOrDefault(name, "");
    }
}
