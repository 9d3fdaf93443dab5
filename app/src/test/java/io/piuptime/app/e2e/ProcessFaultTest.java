package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.script.Script;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process when what it stands on is taken away: its database, its disk, its time. */
class ProcessFaultTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CHAT = "/v1/chat/completions";
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";
    private static final String ASK_STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private ProcessUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        gateway = on(folder.resolve("data"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    @Test
    void a_term_signal_is_seen_by_balancers_while_a_hundred_streams_finish() throws Exception {
        Files.writeString(
                gateway.config(),
                Files.readString(gateway.config()).replace("{lag: 0s, grace: 5s}", "{lag: 2s, grace: 20s}"));
        Process process = gateway.launch(Map.of());
        fake.always(_ -> new Script.Chat(
                List.of("a", "b", "c", "d", "e", "f"),
                Optional.empty(),
                "stop",
                Optional.empty(),
                Duration.ofMillis(500)));
        List<CompletableFuture<HttpResponse<InputStream>>> streams = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            streams.add(gateway.client()
                    .sendAsync(gateway.post(CHAT, ASK_STREAM).build(), HttpResponse.BodyHandlers.ofInputStream()));
        }
        fake.awaitRequests(100, PATIENCE);

        process.destroy();

        Await.until(
                "not ready",
                Duration.ofSeconds(1),
                () -> gateway.look("/health/ready").contains("draining"));
        assertThat(gateway.send(gateway.post(CHAT, ASK).build()).statusCode())
                .as("who comes before the balancers know is served")
                .isEqualTo(200);
        for (CompletableFuture<HttpResponse<InputStream>> stream : streams) {
            try (InputStream body = stream.get(20, TimeUnit.SECONDS).body()) {
                assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                        .endsWith("data: [DONE]\n\n");
            }
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void starts_and_knows_its_keys_although_the_database_is_gone() throws Exception {
        gateway.launch(Map.of()).destroyForcibly().waitFor();
        String key = gateway.key();
        try (Stream<Path> files = Files.list(gateway.data())) {
            for (Path file : files.filter(name -> name.getFileName().toString().startsWith("piup.db"))
                    .toList()) {
                Files.delete(file);
            }
        }

        gateway.launch(Map.of());

        assertThat(gateway.key()).isEqualTo(key);
        assertThat(status()).isEqualTo(200);
        Await.until("a record in a new database", PATIENCE, () -> records() == 1);
    }

    @Test
    void starts_on_the_last_good_configuration_when_its_file_is_gone() throws Exception {
        gateway.launch(Map.of()).destroyForcibly().waitFor();
        Files.delete(gateway.config());

        gateway.launch(Map.of());

        assertThat(status()).isEqualTo(200);
    }

    @Test
    void a_process_that_was_stopped_goes_on_as_if_nothing_had_been() throws Exception {
        Process process = gateway.launch(Map.of());
        assertThat(status()).isEqualTo(200);
        fake.always(_ -> Script.late(Script.chat("late"), Duration.ofSeconds(1)));
        List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            replies.add(
                    gateway.client().sendAsync(gateway.post(CHAT, ASK).build(), HttpResponse.BodyHandlers.ofString()));
        }
        fake.awaitRequests(21, PATIENCE);

        ProcessUnderTest.signal(process, "STOP");
        Await.elapsed(Duration.ofSeconds(3));
        ProcessUnderTest.signal(process, "CONT");

        for (CompletableFuture<HttpResponse<String>> reply : replies) {
            assertThat(reply.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void a_full_disk_stops_no_exchange_and_its_records_arrive_later() throws Exception {
        Path small = Files.createDirectories(folder.resolve("small"));
        assumeThat(command("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", small.toString()))
                .as("a small file system can be mounted")
                .isZero();
        Path filler = small.resolve("filler");
        Set<String> answered = ConcurrentHashMap.newKeySet();
        try (ProcessUnderTest full = on(small.resolve("data"))) {
            full.launch(Map.of());
            fill(filler);
            askUntil(full, answered, "\"journal\":\"in memory\"");
            assertThat(full.look("/health/ready")).contains("ready");

            Files.delete(filler);
            Await.until(
                    () -> "journal and store: " + full.look("/health/deps"),
                    PATIENCE,
                    () -> full.look("/health/deps").contains("\"journal\":\"ok\"")
                            && full.look("/health/deps").contains("\"usage-store\":\"ok\""));
            Await.until(
                    () -> answered.size() + " records: " + full.usageIds().size(),
                    PATIENCE,
                    () -> full.usageIds().containsAll(answered));
            assertThat(full.admin("/metrics").body()).contains("\npiup_journal_lost_total 0.0");
        } finally {
            assertThat(command("umount", "-l", small.toString())).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run --prot 1", "run --port", "run --port x", "run --port 70000", "rnu", "run extra"})
    void wrong_arguments_are_told_with_exit_code_2(String arguments) throws Exception {
        Process process = gateway.start("wrong.log", Map.of(), List.of(arguments.split(" ", -1)));
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(gateway.log("wrong.log")).isEqualTo(2);
        assertThat(gateway.log("wrong.log")).contains("expected").doesNotContain("\tat ");
    }

    private ProcessUnderTest on(Path data) throws IOException {
        ProcessUnderTest process = new ProcessUnderTest(folder, data);
        Files.writeString(process.config(), GatewayUnderTest.passingTo(fake.baseUrl()));
        return process;
    }

    /** Asks, eight at a time and with long records, until the gateway says something of its health. */
    private void askUntil(ProcessUnderTest full, Set<String> answered, String said) throws Exception {
        String json = ASK.replace("\"m\"", "\"" + "long".repeat(60) + "\"");
        HttpRequest request = full.post(CHAT, json).build();
        AtomicBoolean going = new AtomicBoolean(true);
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                running.add(callers.submit(() -> {
                    int refused = 0;
                    while (going.get()) {
                        HttpResponse<String> reply = full.send(request);
                        refused += reply.statusCode() == 200 ? 0 : 1;
                        answered.add(
                                reply.headers().firstValue("x-piup-request-id").orElseThrow());
                    }
                    return refused;
                }));
            }
            boolean seen = Await.holds(
                    Duration.ofSeconds(30), () -> full.look("/health/deps").contains(said));
            going.set(false);
            for (Future<Integer> refused : running) {
                assertThat(refused.get()).as("refused").isZero();
            }
            assertThat(seen).as("%s after %d answers", said, answered.size()).isTrue();
        }
    }

    private int status() throws Exception {
        return gateway.send(gateway.post(CHAT, ASK).build()).statusCode();
    }

    private long records() {
        try {
            return gateway.admin("/admin/v1/usage?format=jsonl").body().lines().count();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Writes until there is no room. */
    private static void fill(Path file) throws IOException {
        byte[] piece = new byte[4096];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }

    private static int command(String... words) throws InterruptedException {
        try {
            return new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException _) {
            return -1;
        }
    }
}
