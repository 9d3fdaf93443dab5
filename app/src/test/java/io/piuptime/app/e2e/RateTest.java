package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Window;
import io.piuptime.stores.sqlite.SqliteDirectoryStore;
import io.piuptime.stores.sqlite.SqliteStore;
import io.piuptime.testkit.fake.FakeOpenAi;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits of requests, tokens and concurrency, at a whole gateway. */
@Timeout(60)
class RateTest {
    private static final String CHAT =
            "{\"model\":\"m\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    @TempDir
    Path folder;

    @Test
    void lets_in_as_many_as_a_limit_allows_and_tells_what_is_left() throws Exception {
        limit(new Limit(Measure.REQUESTS, new Window.Rolling(Duration.ofHours(1)), 3, Optional.empty(), false));
        try (FakeOpenAi provider = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(provider))) {
            for (int left = 2; left >= 0; left--) {
                HttpResponse<String> reply = gateway.post("/v1/chat/completions", CHAT);
                assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
                assertThat(header(reply, "x-ratelimit-remaining-requests")).isEqualTo("" + left);
                assertThat(header(reply, "ratelimit")).startsWith("\"tenant-requests-rolling-1h\";r=" + left);
            }

            HttpResponse<String> refused = gateway.post("/v1/chat/completions", CHAT);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body())
                    .contains("rate_limit_exceeded")
                    .contains("The limit of 3 requests in 1h of the tenant is reached");
            assertThat(Long.parseLong(header(refused, "retry-after"))).isBetween(3_500L, 3_700L);
            assertThat(header(refused, "x-ratelimit-remaining-requests")).isEqualTo("0");
            assertThat(gateway.admin("/metrics").body())
                    .contains("piup_limits_refused_total{measure=\"requests\"} 1.0");
        }
    }

    @Test
    void anthropic_callers_hear_of_limits_in_their_own_words() throws Exception {
        limit(new Limit(Measure.REQUESTS, Window.Calendar.MONTH, 1, Optional.empty(), false));
        try (FakeOpenAi provider = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(provider))) {
            gateway.post("/v1/messages", CHAT);

            HttpResponse<String> refused = gateway.post("/v1/messages", CHAT);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("\"type\":\"rate_limit_error\"");
            assertThat(header(refused, "anthropic-ratelimit-requests-limit")).isEqualTo("1");
            assertThat(header(refused, "anthropic-ratelimit-requests-remaining"))
                    .isEqualTo("0");
        }
    }

    @Test
    void what_an_answer_used_is_what_counts() throws Exception {
        limit(new Limit(Measure.TOKENS, Window.Calendar.MONTH, 100_000, Optional.empty(), false));
        try (FakeOpenAi provider = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(provider))) {
            String huge = CHAT.replace("50", "90000");
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> reply = gateway.post("/v1/chat/completions", huge);
                assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            }
        }
    }

    @Test
    void whoever_may_wait_is_served_in_turn() throws Exception {
        limit(new Limit(Measure.CONCURRENT, new Window.Total(), 2, Optional.empty(), true));
        try (FakeOpenAi provider = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(provider));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(() -> gateway.post("/v1/chat/completions", CHAT));
            }

            for (Future<HttpResponse<String>> call : callers.invokeAll(calls)) {
                assertThat(call.get().statusCode()).as(call.get().body()).isEqualTo(200);
            }
        }
    }

    @Test
    void lists_of_models_are_free() throws Exception {
        limit(new Limit(Measure.REQUESTS, Window.Calendar.MONTH, 0, Optional.empty(), false));
        try (FakeOpenAi provider = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(provider))) {
            assertThat(gateway.get("/v1/models").statusCode()).isEqualTo(200);
            HttpResponse<String> refused = gateway.post("/v1/chat/completions", CHAT);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("retry-after")).isEmpty();
        }
    }

    private static String yaml(FakeOpenAi provider) {
        return GatewayUnderTest.passingTo(provider.baseUrl());
    }

    private static String header(HttpResponse<String> reply, String name) {
        return reply.headers().firstValue(name).orElse("none");
    }

    /** Written at the default tenant, to which the first key belongs. */
    private void limit(Limit limit) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        try (SqliteStore store = new SqliteStore(data, Files.createDirectories(data.resolve("native")))) {
            store.open();
            new SqliteDirectoryStore(store)
                    .put(
                            new Tenant(Tenant.DEFAULT, Tenant.DEFAULT, Access.ALL, List.of(limit), true, Instant.EPOCH),
                            Expected.NEW);
        }
    }
}
