package io.piuptime.app.e2e.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.load.Load;
import io.piuptime.testkit.load.LoadDriver;
import io.piuptime.testkit.load.LoadReport;
import io.piuptime.testkit.load.Pace;
import io.piuptime.testkit.load.Template;
import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The key that seals all secrets is changed while requests run: nobody who asks notices. */
@Timeout(120)
class RotationTest {
    private static final String SECRETS = "/admin/v1/secrets";
    private static final int SEALED = 100;
    private static final int PER_SECOND = 100;
    private static final int CONNECTIONS = 64;
    private static final int SECONDS = 4;
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    /** On a machine that does much else, one calm moment shows it. */
    private static final int ROUNDS = 4;

    /** How many times as late the slowest of a hundred may be as just before, and what is too short to be told apart. */
    private static final double RATIO = 5;

    private static final double SLACK_MICROS = 50_000;

    @TempDir
    private Path folder;

    @Test
    void the_installations_key_changes_under_load_without_errors_or_waiting() throws Exception {
        Map<String, String> environment = Map.of("A", "11".repeat(32), "B", "22".repeat(32));
        try (FakeOpenAi provider = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(provider, "A"), environment)) {
            for (int i = 0; i < SEALED; i++) {
                put(gateway, "other-" + i);
            }
            put(gateway, "openai-key");
            Await.until(
                    "the provider can be asked",
                    FIVE_SECONDS,
                    () -> load(gateway, 1).errorCount() == 0);
            load(gateway, SECONDS);

            String from = "A";
            boolean calm = false;
            for (int round = 0; round < ROUNDS && !calm; round++) {
                LoadReport before = load(gateway, SECONDS);
                CompletableFuture<LoadReport> loaded = CompletableFuture.supplyAsync(() -> load(gateway, SECONDS));
                int changes = 0;
                while (!loaded.isDone()) {
                    from = changed(gateway, provider, from);
                    changes++;
                }
                LoadReport during = loaded.join();

                double usual = LoadReport.micros(before.total(), 99);
                double worst = LoadReport.micros(during.total(), 99);
                System.out.printf(
                        "key changed %d times under load: %s; p99 %.1f ms before, %.1f ms during%n",
                        changes, during, usual / 1e3, worst / 1e3);
                assertThat(changes).isPositive();
                assertThat(before.errors()).isEmpty();
                assertThat(during.errors()).isEmpty();
                calm = during.completed() > PER_SECOND * (SECONDS - 1) && worst < RATIO * usual + SLACK_MICROS;
            }
            assertThat(calm).as("a round in which nobody waited").isTrue();
            assertThat(gateway.admin(SECRETS).body()).doesNotContain("\"outdated\":true");
        }
    }

    /** Puts the other key first, seals everything by it, and takes the first one away. Returns the one that seals. */
    private static String changed(GatewayUnderTest gateway, FakeOpenAi provider, String from)
            throws IOException, InterruptedException {
        String to = from.equals("A") ? "B" : "A";
        assertThat(gateway.reload(yaml(provider, to, from)).statusCode()).isEqualTo(200);
        assertThat(gateway.admin("POST", SECRETS + "/reseal", "").body())
                .contains("\"done\":" + (SEALED + 1), "\"failed\":0");
        assertThat(gateway.reload(yaml(provider, to)).statusCode()).isEqualTo(200);
        return to;
    }

    private static LoadReport load(GatewayUnderTest gateway, int seconds) {
        try {
            Template request = Template.post(
                    "/v1/chat/completions",
                    "authorization: Bearer " + gateway.key() + "\r\n",
                    "{\"model\":\"probe\",\"messages\":[{\"role\":\"user\",\"content\":\"" + Template.MARKER + "\"}]}",
                    new byte[0]);
            return new LoadDriver(System::nanoTime, 1)
                    .run(
                            Load.echo(gateway.port(), request),
                            Pace.open(PER_SECOND, CONNECTIONS, Duration.ofSeconds(seconds)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(GatewayUnderTest gateway, String name) throws IOException, InterruptedException {
        assertThat(gateway.admin("PUT", SECRETS + "/" + name, "{\"value\":\"sk-0123456789\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static String yaml(FakeOpenAi provider, String... keys) {
        StringBuilder sealing = new StringBuilder();
        for (String key : keys) {
            sealing.append("{key: \"${").append(key).append("}\"},");
        }
        return """
                providers: {p: {base-url: "%s", api-key: "secret:openai-key"}}
                models: {probe: {targets: [{provider: p, model: m}]}}
                secrets: {keys: [%s]}
                drain: {lag: 0s, grace: 1s}
                discovery: {local: false}
                """.formatted(provider.baseUrl(), sealing);
    }
}
