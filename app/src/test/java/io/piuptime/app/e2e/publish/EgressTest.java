package io.piuptime.app.e2e.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever publishes cannot make a gateway ask what only the gateway can reach. */
class EgressTest {
    private static final String QUESTION = """
            {"model": "probe", "messages": [{"role": "user", "content": "hello"}]}""";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final Names names = new Names();

    @Test
    void no_address_of_the_table_leads_inside() throws IOException, InterruptedException {
        List<String> table = table();
        assertThat(table).hasSizeGreaterThan(200);
        List<String> wrong = new ArrayList<>();
        int refusedAtOnce = 0;
        try (Canary four = Canary.at("127.0.0.1", 0);
                GatewayUnderTest gateway = gateway("")) {
            for (String line : table) {
                String[] parts = line.split(" -> ?", 2);
                String url = parts[0].replace("{port}", Integer.toString(four.port()));
                if (parts.length > 1) {
                    bind(
                            url,
                            parts[1].isBlank()
                                    ? new String[0]
                                    : parts[1].strip().split(" "));
                }
                HttpResponse<String> published = publish(gateway, url);
                if (published.statusCode() == 422) {
                    refusedAtOnce++;
                    continue;
                }
                HttpResponse<String> answer = gateway.post("/v1/chat/completions", QUESTION);
                boolean refused = answer.statusCode() == 502
                        && (answer.body().contains("upstream_forbidden")
                                || answer.body().contains("upstream_dns"));
                if (published.statusCode() != 201 || !refused) {
                    wrong.add(line + ": " + published.statusCode() + ", " + answer.statusCode() + " " + answer.body());
                }
            }
            assertThat(wrong).isEmpty();
            assertThat(four.hits()).isZero();
            assertThat(refusedAtOnce).isBetween(100, table.size() - 30);
        }
    }

    @Test
    void the_canary_hears_who_is_let_through() throws IOException, InterruptedException {
        names.bind("models.test", "127.0.0.1");
        try (Canary canary = Canary.at("127.0.0.1", 0);
                GatewayUnderTest gateway = gateway("guard: {allow: [127.0.0.1/32]}\n")) {
            assertThat(publish(gateway, "http://models.test:" + canary.port() + "/v1")
                            .statusCode())
                    .isEqualTo(201);

            assertThat(gateway.post("/v1/chat/completions", QUESTION).statusCode())
                    .isEqualTo(200);
            assertThat(canary.hits()).isOne();
            assertThat(canary.lastHead().toLowerCase(Locale.ROOT))
                    .contains("host: models.test:" + canary.port() + "\r\n");
        }
    }

    @Test
    void a_name_that_is_bound_anew_leads_nowhere_else() throws IOException, InterruptedException {
        names.bind("turning.test", "127.0.0.9");
        try (Canary outside = Canary.at("127.0.0.9", 0);
                Canary inside = Canary.at("127.0.0.1", outside.port());
                GatewayUnderTest gateway = gateway("guard: {allow: [127.0.0.9/32]}\n")) {
            assertThat(publish(gateway, "http://turning.test:" + outside.port() + "/v1")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(gateway.post("/v1/chat/completions", QUESTION).statusCode())
                    .isEqualTo(200);

            names.bind("turning.test", "127.0.0.1");

            Await.until(
                    "the name leads nowhere", PATIENCE, () -> answer(gateway).contains("upstream_forbidden"));
            assertThat(outside.hits()).isPositive();
            assertThat(inside.hits()).isZero();
            names.bind("turning.test", "127.0.0.9", "127.0.0.1");
            assertThat(answer(gateway)).contains("upstream_forbidden");
            assertThat(inside.hits()).isZero();
        }
    }

    @Test
    void a_nodes_own_file_may_name_what_it_likes() throws IOException, InterruptedException {
        try (Canary canary = Canary.at("127.0.0.1", 0);
                GatewayUnderTest gateway = gateway("""
                        providers: {p: {base-url: "http://127.0.0.1:%d/v1"}}
                        models: {probe: {targets: [{provider: p, model: m}]}}
                        """.formatted(canary.port()))) {
            assertThat(gateway.post("/v1/chat/completions", QUESTION).statusCode())
                    .isEqualTo(200);

            // of two providers of a name the node's own counts, and stays what it is
            assertThat(publish(gateway, "http://8.8.8.8/v1").statusCode()).isEqualTo(201);
            assertThat(gateway.post("/v1/chat/completions", QUESTION).statusCode())
                    .isEqualTo(200);
            assertThat(canary.hits()).isEqualTo(2);
        }
    }

    private GatewayUnderTest gateway(String yaml) throws IOException {
        return GatewayUnderTest.start(folder, yaml + "drain: {lag: 0s, grace: 1s}\n", Map.of(), List.of(), names);
    }

    private static HttpResponse<String> publish(GatewayUnderTest gateway, String url)
            throws IOException, InterruptedException {
        return gateway.admin("POST", "/admin/v1/revisions", """
                providers: {p: {base-url: "%s"}}
                models: {probe: {targets: [{provider: p, model: m}]}}
                """.formatted(url));
    }

    private static String answer(GatewayUnderTest gateway) {
        try {
            return gateway.post("/v1/chat/completions", QUESTION).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void bind(String url, String... addresses) {
        String host = url.substring("http://".length(), url.lastIndexOf(':')).toLowerCase(Locale.ROOT);
        names.bind(host.endsWith(".") ? host.substring(0, host.length() - 1) : host, addresses);
    }

    private static List<String> table() throws IOException {
        try (InputStream in = EgressTest.class.getResourceAsStream("inside.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
