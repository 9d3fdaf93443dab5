package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Whose;
import io.piuptime.model.limit.Window;
import io.piuptime.stores.sqlite.SqliteDirectoryStore;
import io.piuptime.stores.sqlite.SqliteStore;
import io.piuptime.testkit.fake.FakeOpenAi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
    void each_end_user_has_a_limit_and_one_may_have_another() throws Exception {
        limit(whose("end-user", Optional.empty(), 1), whose("", Optional.of(new Subject(Level.END_USER, "ann")), 2));
        try (FakeOpenAi provider = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(provider))) {
            assertThat(statuses(gateway, "/v1/chat/completions", forUser("bob"), 2))
                    .containsExactly(200, 429);
            assertThat(statuses(gateway, "/v1/chat/completions", forUser("ann"), 3))
                    .containsExactly(200, 200, 429);
            assertThat(statuses(gateway, "/v1/chat/completions", CHAT, 3)).containsExactly(200, 200, 200);

            HttpResponse<String> bob = gateway.post("/v1/chat/completions", forUser("bob"));
            assertThat(bob.body())
                    .contains("The limit of 1 requests per month of each end user of the tenant is reached");
            assertThat(header(bob, "ratelimit-policy")).isEqualTo("\"end-user-requests-month\";q=1");
            assertThat(gateway.post("/v1/chat/completions", forUser("ann")).body())
                    .contains("The limit of 2 requests per month of the end user 'ann' of the tenant is reached");
        }
    }

    @Test
    void an_end_user_of_anthropics_format_is_known_by_its_metadata() throws Exception {
        limit(whose("end-user", Optional.empty(), 1));
        try (FakeOpenAi provider = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(provider))) {
            String ann = CHAT.replace("{\"model\"", "{\"metadata\":{\"user_id\":\"ann\"},\"model\"");
            assertThat(statuses(gateway, "/v1/messages", ann, 2)).containsExactly(200, 429);
            assertThat(statuses(gateway, "/v1/messages", ann.replace("ann", "bob"), 1))
                    .containsExactly(200);
            assertThat(statuses(gateway, "/v1/chat/completions", forUser("ann"), 1))
                    .containsExactly(429);
        }
    }

    @Test
    void each_value_of_a_tag_has_a_limit() throws Exception {
        limit(whose("tag/project", Optional.empty(), 1));
        try (FakeOpenAi provider = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(provider))) {
            assertThat(tagged(gateway, "project=alpha").statusCode()).isEqualTo(200);
            assertThat(tagged(gateway, "project=beta").statusCode()).isEqualTo(200);
            HttpResponse<String> refused = tagged(gateway, "stage=test,project=alpha");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("of each tag 'project' of the tenant is reached");
            assertThat(header(refused, "ratelimit")).startsWith("\"tag-requests-month\";r=0;t=");
        }
    }

    @Test
    void a_model_has_limits_of_its_own() throws Exception {
        try (FakeOpenAi provider = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(
                        folder,
                        yaml(provider)
                                .replace(
                                        "models:\n",
                                        "models:\n  m: {aliases: [a], targets: [{provider: upstream}], limits:"
                                                + " [{measure: requests, window: month, amount: 2}]}\n"))) {
            assertThat(statuses(gateway, "/v1/chat/completions", CHAT, 1)).containsExactly(200);
            assertThat(statuses(gateway, "/v1/chat/completions", CHAT.replace("\"m\"", "\"a\""), 2))
                    .containsExactly(200, 429);

            HttpResponse<String> refused = gateway.post("/v1/chat/completions", CHAT);
            assertThat(refused.body()).contains("The limit of 2 requests per month of the model is reached");
            assertThat(header(refused, "ratelimit-policy")).isEqualTo("\"model-requests-month\";q=2");
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

    private static String forUser(String name) {
        return CHAT.replace("{\"model\"", "{\"user\":\"" + name + "\",\"model\"");
    }

    private static HttpResponse<String> tagged(GatewayUnderTest gateway, String tags) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
                            .header("authorization", "Bearer " + gateway.key())
                            .header("x-piup-tags", tags)
                            .POST(HttpRequest.BodyPublishers.ofString(CHAT))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static List<Integer> statuses(GatewayUnderTest gateway, String path, String body, int times)
            throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            statuses.add(gateway.post(path, body).statusCode());
        }
        return statuses;
    }

    private static Limit whose(String each, Optional<Subject> only, long amount) {
        Whose whose = only.<Whose>map(Whose.Only::new)
                .orElseGet(() -> Whose.Each.parse(each).orElseThrow());
        return new Limit(Measure.REQUESTS, Window.Calendar.MONTH, amount, Optional.empty(), false, whose);
    }

    private static String header(HttpResponse<String> reply, String name) {
        return reply.headers().firstValue(name).orElse("none");
    }

    /** Written at the default tenant, to which the first key belongs. */
    private void limit(Limit... limits) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        try (SqliteStore store = new SqliteStore(data, Files.createDirectories(data.resolve("native")))) {
            store.open();
            new SqliteDirectoryStore(store)
                    .put(
                            new Tenant(
                                    Tenant.DEFAULT, Tenant.DEFAULT, Access.ALL, List.of(limits), true, Instant.EPOCH),
                            Expected.NEW);
        }
    }
}
