package io.piuptime.gateway.send.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

/** Which headers go on, and which never do. */
class RelayedHeadersTest {
    private final MultiMap from = MultiMap.caseInsensitiveMultiMap();
    private final MultiMap to = MultiMap.caseInsensitiveMultiMap();

    @Test
    void what_matters_to_a_provider_goes_on() {
        from.add("OpenAI-Organization", "org-1")
                .add("OpenAI-Beta", "assistants=v2")
                .add("X-Stainless-Lang", "java")
                .add("Idempotency-Key", "k")
                .add("X-Unknown", "1")
                .add("X-Unknown", "2");
        RelayedHeaders.toProvider(from, to);
        assertThat(to.names())
                .containsExactlyInAnyOrder(
                        "OpenAI-Organization", "OpenAI-Beta", "X-Stainless-Lang", "Idempotency-Key", "X-Unknown");
        assertThat(to.getAll("x-unknown")).containsExactly("1", "2");
    }

    @Test
    void a_callers_credentials_never_go_on() {
        from.add("Authorization", "Bearer piup_x")
                .add("X-Api-Key", "piup_x")
                .add("api-key", "piup_x")
                .add("x-goog-api-key", "piup_x")
                .add("Cookie", "session=1")
                .add("X-Piup-Anything", "1")
                .add("X-Forwarded-For", "10.0.0.1")
                .add("Host", "us");
        RelayedHeaders.toProvider(from, to);
        assertThat(to.isEmpty()).isTrue();
    }

    @Test
    void headers_of_one_hop_and_those_that_connection_names_stay_behind() {
        from.add("Connection", "keep-alive, X-Hop")
                .add("X-Hop", "1")
                .add("TE", "trailers")
                .add("Transfer-Encoding", "chunked")
                .add("Content-Length", "5")
                .add("Upgrade", "h2c")
                .add("X-Stays", "1");
        RelayedHeaders.toProvider(from, to);
        assertThat(to.names()).containsExactly("X-Stays");
    }

    @Test
    void what_matters_to_a_caller_comes_back() {
        from.add("x-request-id", "req_1")
                .add("x-ratelimit-remaining-tokens", "7")
                .add("retry-after", "3")
                .add("openai-processing-ms", "12");
        RelayedHeaders.toCaller(from, to, "");
        assertThat(to.size()).isEqualTo(4);
    }

    @Test
    void cookies_stay_behind_and_the_providers_key_is_masked() {
        from.add("set-cookie", "a=b").add("x-debug", "used sk-secret here");
        RelayedHeaders.toCaller(from, to, "sk-secret");
        assertThat(to.names()).containsExactly("x-debug");
        assertThat(to.get("x-debug")).isEqualTo("used *** here");
    }
}
