package io.piuptime.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.price.Charge;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AccessEventsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final AccessFacts FACTS = new AccessFacts("POST", "/v1/chat/completions", "4bf92f3577b34da6");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Redactor redactor = new Redactor();
    private final AccessEvents events = AccessEvents.to(LineSink.to(written), redactor);

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void writes_a_line_for_an_exchange() {
        events.publish(Records.streamed("gpt-4o"), FACTS);

        assertThat(text()).isEqualTo("""
                        {"time":"2026-03-01T12:30:45.123456Z","id":"x0001","key":"k00000000001","method":"POST",\
                        "path":"/v1/chat/completions","operation":"chat","model":"gpt-4o","target":"openai/gpt-4o",\
                        "status":200,"ending":"complete","reason":"","stream":true,"finish_reason":"stop",\
                        "input_tokens":11,"output_tokens":22,"cached_tokens":3,"reasoning_tokens":4,\
                        "tokens_source":"reported","total_us":1500000,"first_token_us":250000,"upstream_us":1499800,\
                        "own_us":200,"request_bytes":1000,"reply_bytes":2000,"attempts":1,"trace_id":"4bf92f3577b34da6"}
                        """);
    }

    @Test
    void tells_a_cost_that_is_known() {
        events.publish(Records.answered("gpt-4o").charged(new Charge(1_250, "USD", "in=2.5")), FACTS);
        events.publish(Records.answered("gpt-4o"), FACTS);

        List<String> lines = text().lines().toList();
        assertThat(lines.getFirst()).endsWith("\"cost_micros\":1250,\"currency\":\"USD\"}");
        assertThat(lines.getLast()).doesNotContain("cost").doesNotContain("currency");
    }

    @Test
    void tells_a_refusal() {
        events.publish(Records.refused("", 401, "invalid_api_key"), FACTS);

        assertThat(text())
                .contains("\"ending\":\"refused\",\"reason\":\"invalid_api_key\"")
                .contains("\"first_token_us\":-1");
    }

    @Test
    void leaves_out_the_query_of_a_path() {
        events.publish(Records.answered("m"), new AccessFacts("GET", "/v1/models?key=hidden", "t"));

        assertThat(text()).contains("\"path\":\"/v1/models\"").doesNotContain("hidden");
    }

    @Test
    void masks_secrets_that_a_caller_put_in_the_wrong_place() {
        redactor.know(List.of("a-known-secret"));
        events.publish(
                Records.answered("sk-canary-0123456789", "openai/a-known-secret"),
                new AccessFacts("GET", "/v1/sk-canary-0123456789", "t"));

        assertThat(text()).doesNotContain("canary").doesNotContain("a-known-secret");
    }

    @Test
    void looks_again_at_the_same_texts_once_another_secret_is_known() {
        events.publish(Records.answered("gpt", "openai/learnt-later"), FACTS);
        redactor.know(List.of("learnt-later"));
        events.publish(Records.answered("gpt", "openai/learnt-later"), FACTS);

        assertThat(text().lines())
                .satisfiesExactly(
                        before -> assertThat(before).contains("learnt-later"),
                        after ->
                                assertThat(after).doesNotContain("learnt-later").contains("openai/"));
    }

    @Test
    void keeps_a_line_short_whatever_a_caller_sends() {
        String long1 = "\u0001".repeat(100_000);
        events.publish(Records.refused(long1, 404, "model_not_found"), new AccessFacts("GET", long1, "t"));

        assertThat(text().length()).isLessThan(5_000);
    }

    @Test
    void drops_nothing_while_the_sink_keeps_up() {
        for (int i = 0; i < 5_000; i++) {
            events.publish(Records.answered("gpt-4o"), FACTS);
        }

        assertThat(text().lines()).hasSize(5_000);
        assertThat(events.dropped()).isZero();
    }

    @Test
    void writes_nothing_when_switched_off() {
        try (AccessEvents off = AccessEvents.off()) {
            off.publish(Records.answered("gpt-4o"), FACTS);

            assertThat(off.flush(Duration.ZERO)).isTrue();
            assertThat(off.dropped()).isZero();
        }
    }

    private String text() {
        assertThat(events.flush(PATIENCE)).isTrue();
        return written.toString(UTF_8);
    }
}
