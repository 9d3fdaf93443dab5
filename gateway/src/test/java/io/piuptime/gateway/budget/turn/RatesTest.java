package io.piuptime.gateway.budget.turn;

import static io.piuptime.gateway.budget.turn.House.limit;
import static io.piuptime.model.limit.Measure.CONCURRENT;
import static io.piuptime.model.limit.Measure.REQUESTS;
import static io.piuptime.model.limit.Measure.TOKENS;
import static io.piuptime.model.limit.Measure.TOKENS_IN;
import static io.piuptime.model.limit.Measure.TOKENS_OUT;
import static io.piuptime.model.limit.Window.Calendar.DAY;
import static io.piuptime.model.limit.Window.Calendar.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Refusals;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.limit.Window;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RatesTest {
    @Test
    void an_exchange_without_limits_passes_and_is_told_nothing() {
        House house = new House();
        Exchange exchange = house.exchanges.at(Operation.CHAT_COMPLETIONS);

        house.ask(exchange);

        assertThat(house.told).containsExactly("id-1 passed");
        assertThat(exchange.notice()).isEmpty();
        assertThat(house.meters.size()).isZero();
    }

    @Test
    void refuses_with_the_limit_and_the_time_and_counts_it() {
        House house = new House(limit(REQUESTS, MINUTE, 1, false));
        house.ask(house.exchanges.at(Operation.CHAT_COMPLETIONS));

        Refusal refusal = house.refusal(house.exchanges.at(Operation.CHAT_COMPLETIONS));

        assertThat(refusal.message())
                .isEqualTo("The limit of 1 requests per minute of the key is reached; try again in 55 s.");
        assertThat(Refusals.facts(refusal).status()).isEqualTo(429);
        assertThat(Refusals.facts(refusal).code()).isEqualTo("rate_limit_exceeded");
        assertThat(Refusals.retryAfter(refusal)).contains(Duration.ofSeconds(55));
        assertThat(house.rates.refused(REQUESTS)).isEqualTo(1);
        assertThat(house.rates.refused(TOKENS)).isZero();
    }

    @Test
    void a_refusal_that_no_time_ends_says_so() {
        House house = new House(limit(TOKENS, new Window.Total(), 600, false));
        Exchanges.answer(asked(house, Operation.CHAT_COMPLETIONS), 500, 500);

        Refusal refusal = house.refusal(house.exchanges.at(Operation.CHAT_COMPLETIONS));

        assertThat(refusal.message()).isEqualTo("The limit of 600 tokens in all of the key is reached, for good.");
        assertThat(Refusals.retryAfter(refusal)).isEmpty();
    }

    @Test
    void every_measure_and_window_has_its_words() {
        assertThat(Told.what(limit(CONCURRENT, new Window.Total(), 1, false).limit()))
                .isEqualTo("requests at the same time");
        assertThat(Told.what(limit(TOKENS_IN, DAY, 1, false).limit())).isEqualTo("tokens in prompts per day");
        assertThat(Told.what(limit(TOKENS_OUT, new Window.Rolling(Duration.ofHours(5)), 1, false)
                        .limit()))
                .isEqualTo("tokens in answers in 5h");
    }

    @Test
    void takes_what_the_body_and_the_longest_answer_say_and_settles_what_was_used() {
        House house = new House(limit(TOKENS_IN, DAY, 1_000, false), limit(TOKENS_OUT, DAY, 1_000, false));
        Exchange exchange = house.exchanges.of("key", Operation.CHAT_COMPLETIONS, Priority.STANDARD, 700);
        house.ask(exchange);
        assertThat(headers(exchange))
                .containsEntry(
                        "ratelimit", "\"key-tokens-in-day\";r=900;t=75355, \"key-tokens-out-day\";r=300;t=75355");

        Exchanges.answer(exchange, 10, 20);

        Exchange next = asked(house, Operation.CHAT_COMPLETIONS);
        assertThat(headers(next))
                .containsEntry(
                        "ratelimit", "\"key-tokens-in-day\";r=890;t=75355, \"key-tokens-out-day\";r=468;t=75355");
    }

    @Test
    void an_exchange_that_was_never_sent_used_nothing() {
        House house = new House(limit(REQUESTS, DAY, 1, false), limit(TOKENS, DAY, 612, false));
        for (int i = 0; i < 50; i++) {
            Exchanges.end(asked(house, Operation.CHAT_COMPLETIONS), 503);
        }

        assertThat(house.told).allMatch(line -> line.endsWith("passed"));
    }

    @Test
    void an_exchange_that_failed_used_a_request_and_no_tokens() {
        House house = new House(limit(REQUESTS, DAY, 2, false), limit(TOKENS, DAY, 1_000, false));
        Exchanges.answerWithoutUsage(asked(house, Operation.CHAT_COMPLETIONS), 502, 90);

        assertThat(headers(asked(house, Operation.CHAT_COMPLETIONS)))
                .containsEntry("x-ratelimit-remaining-requests", "0")
                .containsEntry("x-ratelimit-remaining-tokens", "388");
    }

    @Test
    void an_answer_that_does_not_say_what_it_used_is_taken_for_what_was_estimated() {
        House house = new House(limit(TOKENS, DAY, 10_000, false));
        Exchanges.answerWithoutUsage(asked(house, Operation.CHAT_COMPLETIONS), 200, 80);

        assertThat(headers(asked(house, Operation.MESSAGES_COUNT_TOKENS)))
                .containsEntry("anthropic-ratelimit-tokens-remaining", "9880");
    }

    @Test
    void counting_tokens_is_a_request_and_takes_no_tokens() {
        House house = new House(limit(REQUESTS, DAY, 10, false), limit(TOKENS, DAY, 0, false));

        assertThat(house.refusal(house.exchanges.at(Operation.CHAT_COMPLETIONS)).message())
                .contains("0 tokens");
    }

    @Test
    void callers_are_told_in_the_words_of_their_dialect() {
        House house = new House(limit(REQUESTS, MINUTE, 10, false), limit(TOKENS, DAY, 100_000, false));

        assertThat(headers(asked(house, Operation.CHAT_COMPLETIONS)))
                .containsEntry(
                        "ratelimit-policy",
                        "\"key-requests-minute\";q=10;w=60, \"key-tokens-day\";q=100000;w=86400;qu=\"tokens\"")
                .containsEntry("ratelimit", "\"key-requests-minute\";r=9;t=55, \"key-tokens-day\";r=99388;t=75355")
                .containsEntry("x-ratelimit-limit-requests", "10")
                .containsEntry("x-ratelimit-remaining-requests", "9")
                .containsEntry("x-ratelimit-reset-requests", "55s")
                .containsEntry("x-ratelimit-limit-tokens", "100000")
                .containsEntry("x-ratelimit-remaining-tokens", "99388")
                .containsEntry("x-ratelimit-reset-tokens", "20h55m55s")
                .hasSize(8);
        assertThat(headers(asked(house, Operation.MESSAGES)))
                .containsEntry("anthropic-ratelimit-requests-limit", "10")
                .containsEntry("anthropic-ratelimit-requests-remaining", "8")
                .containsEntry("anthropic-ratelimit-requests-reset", "2026-01-02T03:05:00Z")
                .containsEntry("anthropic-ratelimit-tokens-remaining", "98776")
                .doesNotContainKey("x-ratelimit-limit-requests");
    }

    @Test
    void a_limit_of_requests_at_the_same_time_has_its_own_unit_and_no_end() {
        House house = new House(limit(CONCURRENT, new Window.Total(), 3, false));

        assertThat(headers(asked(house, Operation.CHAT_COMPLETIONS)))
                .containsEntry("ratelimit-policy", "\"key-concurrent\";q=3;qu=\"concurrent-requests\"")
                .containsEntry("ratelimit", "\"key-concurrent\";r=2")
                .hasSize(2);
    }

    @Test
    void durations_are_written_as_openai_does() {
        assertThat(RateHeaders.duration(250)).isEqualTo("250ms");
        assertThat(RateHeaders.duration(1_000)).isEqualTo("1s");
        assertThat(RateHeaders.duration(61_000)).isEqualTo("1m1s");
        assertThat(RateHeaders.duration(3_600_000)).isEqualTo("1h0m0s");
    }

    private static Exchange asked(House house, Operation operation) {
        Exchange exchange = house.exchanges.at(operation);
        house.ask(exchange);
        return exchange;
    }

    private static Map<String, String> headers(Exchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.notice().orElseThrow().tell(headers::put);
        return headers;
    }
}
