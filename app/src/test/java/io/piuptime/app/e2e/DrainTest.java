package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.script.Script;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams that are open while the gateway gets another configuration, is told to end, and is started anew. */
@Timeout(120)
class DrainTest {
    private static final int STREAMS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CHAT = "/v1/chat/completions";
    private static final String ASK_STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private ProcessUnderTest gateway;

    @BeforeEach
    void start() {
        fake = FakeOpenAi.start();
        gateway = new ProcessUnderTest(folder, folder.resolve("data"));
        fake.always(_ -> new Script.Chat(
                List.of("a", "b", "c", "d", "e", "f", "g", "h"),
                Optional.empty(),
                "stop",
                Optional.empty(),
                Duration.ofMillis(500)));
    }

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    @Test
    void a_reload_a_term_signal_and_a_restart_cut_none_of_a_hundred_streams() throws Exception {
        configure("m");
        Process process = gateway.launch(Map.of());
        List<CompletableFuture<HttpResponse<InputStream>>> streams = open();
        fake.awaitRequests(STREAMS, PATIENCE);

        configure("other");
        assertThat(reload().statusCode()).isEqualTo(200);
        assertThat(gateway.send(gateway.post(CHAT, ASK_STREAM).build()).statusCode())
                .as("the new configuration holds for new exchanges")
                .isEqualTo(404);
        configure("m");
        assertThat(reload().statusCode()).isEqualTo(200);
        process.destroy();
        Await.until("not ready", PATIENCE, () -> gateway.look("/health/ready").contains("draining"));

        assertThat(whole(streams)).isEqualTo(STREAMS);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();

        gateway.launch(Map.of());
        Await.until(
                () -> "records of what ended while it drained: "
                        + gateway.usageIds().size(),
                PATIENCE,
                () -> gateway.usageIds().size() >= STREAMS);
        assertThat(whole(open())).as("after the restart").isEqualTo(STREAMS);
    }

    private List<CompletableFuture<HttpResponse<InputStream>>> open() throws Exception {
        List<CompletableFuture<HttpResponse<InputStream>>> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            streams.add(gateway.client()
                    .sendAsync(gateway.post(CHAT, ASK_STREAM).build(), HttpResponse.BodyHandlers.ofInputStream()));
        }
        return streams;
    }

    private static int whole(List<CompletableFuture<HttpResponse<InputStream>>> streams) throws Exception {
        int whole = 0;
        for (CompletableFuture<HttpResponse<InputStream>> stream : streams) {
            try (InputStream body = stream.get(20, TimeUnit.SECONDS).body()) {
                String said = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                whole += said.contains("\"h\"") && said.endsWith("data: [DONE]\n\n") ? 1 : 0;
            }
        }
        return whole;
    }

    private void configure(String model) throws Exception {
        Path next = Files.writeString(folder.resolve("next.yaml"), """
                providers:
                  upstream: {base-url: "%s", pool: 256}
                models:
                  %s: {targets: [{provider: upstream, model: m}]}
                drain: {lag: 2s, grace: 20s}
                discovery: {local: false}
                """.formatted(fake.baseUrl(), model));
        Files.move(next, gateway.config(), StandardCopyOption.REPLACE_EXISTING);
    }

    private HttpResponse<String> reload() throws Exception {
        String token = Files.readString(gateway.data().resolve("admin-token")).strip();
        return gateway.send(HttpRequest.newBuilder(URI.create(gateway.url("admin") + "/admin/v1/reload"))
                .header("authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }
}
