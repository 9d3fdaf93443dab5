package io.piuptime.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.catalog.CompiledOffer;
import io.piuptime.catalog.Reasoning;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.Snapshot;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.routing.Facts;
import io.piuptime.observe.TraceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What conditions get to know of an exchange, and what they do not. */
class ExchangeFactsTest {
    private final Exchange exchange = new Exchange(
            new Exchange.Head(
                    "id",
                    Tiers.AT,
                    Tiers.NOW,
                    "POST",
                    "/v1/chat/completions",
                    Optional.empty(),
                    Optional.empty(),
                    "10.0.0.7",
                    Priority.BATCH,
                    TraceContext.start(new Random(1))),
            new Snapshot(1, Tiers.AT, new CompiledOffer(List.of(), Reasoning.shipped()), Limits.DEFAULT));

    @Test
    void an_exchange_is_told_as_it_is() {
        exchange.read(new RequestFacts("gpt", 0, 0, true, false, Optional.empty()));
        exchange.authenticated(new Caller("k1", "mine", List.of()));
        exchange.requestBytes(4_003);
        Facts facts = facts(Map.of("x-team", "search"));
        assertThat(facts.model()).isEqualTo("gpt");
        assertThat(facts.method()).isEqualTo("POST");
        assertThat(facts.path()).isEqualTo("/v1/chat/completions");
        assertThat(facts.priority()).isEqualTo("batch");
        assertThat(facts.stream()).isTrue();
        assertThat(facts.bytes()).isEqualTo(4_003);
        assertThat(facts.promptTokens()).isEqualTo(1_000);
        assertThat(facts.header("x-team")).contains("search");
        assertThat(facts.header("x-other")).isEmpty();
        assertThat(facts.callerKey()).isEqualTo("k1");
        assertThat(facts.callerName()).isEqualTo("mine");
        assertThat(facts.callerAddress()).isEqualTo("10.0.0.7");
        assertThat(facts.now()).isEqualTo(Tiers.AT);
    }

    @Test
    void without_a_key_there_is_nobody() {
        assertThat(facts(Map.of()).callerKey()).isEmpty();
        assertThat(facts(Map.of()).callerName()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "9000,9000",
        "3,10",
        "'',10",
        "-5,10",
        "1e9,10",
        "99999999999999999999999,10",
        "999999999999999999,999999999999999999"
    })
    void a_body_on_its_way_is_as_large_as_its_head_says(String said, long bytes) {
        exchange.requestBytes(10);
        assertThat(facts(Map.of("content-length", said)).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authorization",
                "proxy-authorization",
                "x-api-key",
                "api-key",
                "x-goog-api-key",
                "ocp-apim-subscription-key",
                "cookie",
                "set-cookie",
                "x-amz-security-token",
                "x-auth-user",
                "x-client-secret",
                "x-password",
                "x-hub-signature",
                "idempotency-key"
            })
    void headers_that_show_who_somebody_is_are_not_there(String name) {
        assertThat(facts(Map.of(name, "zeisig")).header(name)).isEmpty();
    }

    @Test
    void a_key_of_ours_is_nowhere() {
        assertThat(facts(Map.of("x-team", "Bearer piup_zeisig")).header("x-team"))
                .isEmpty();
    }

    private Facts facts(Map<String, String> headers) {
        return new ExchangeFacts(exchange, name -> headers.getOrDefault(name, ""));
    }
}
