package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.script.Script;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as the system treats it: killed, stopped, started again over what is left. */
class ProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";
    private static final String ASK_STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private final List<Process> processes = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        Files.writeString(config(), GatewayUnderTest.passingTo(fake.baseUrl()));
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        client.close();
        fake.close();
    }

    @Test
    void kill_9_loses_no_record_of_an_answer_that_was_whole() throws Exception {
        Set<String> answered = ConcurrentHashMap.newKeySet();
        for (int round = 0; round < 2; round++) {
            Process process = launch();
            AtomicBoolean going = new AtomicBoolean(true);
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                callers.add(Thread.ofPlatform().start(() -> {
                    while (going.get() && ask(ASK, answered)) {
                        Thread.onSpinWait();
                    }
                }));
            }
            int wanted = answered.size() + 300;
            Await.until("300 more answers", PATIENCE, () -> answered.size() >= wanted);
            process.destroyForcibly().waitFor();
            going.set(false);
            for (Thread caller : callers) {
                caller.join();
            }
        }
        launch();
        Await.until(
                "every answered exchange in the usage",
                PATIENCE,
                () -> usageIds().containsAll(answered));
    }

    @Test
    void a_term_signal_lets_streams_finish_and_ends_with_0() throws Exception {
        Process process = launch();
        fake.next(Script.stream(
                Duration.ofMillis(300),
                "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"b\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
                "data: [DONE]\n\n"));
        HttpResponse<InputStream> stream = client.send(post(ASK_STREAM), HttpResponse.BodyHandlers.ofInputStream());

        process.destroy();
        String body;
        try (InputStream in = stream.body()) {
            body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(body).endsWith("data: [DONE]\n\n");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void a_second_signal_ends_at_once() throws Exception {
        Process process = launch();
        fake.next(Script.stallAfter(Script.chat("a", "b", "c"), 2));
        HttpResponse<InputStream> stream = client.send(post(ASK_STREAM), HttpResponse.BodyHandlers.ofInputStream());
        process.destroy();
        Await.until("the drain", PATIENCE, () -> log().contains("drain"));
        process.destroy();
        assertThat(process.waitFor(3, TimeUnit.SECONDS)).isTrue();
        stream.body().close();
    }

    @Test
    void starts_and_knows_its_keys_although_the_database_is_garbage() throws Exception {
        kill(launch());
        String key = key();
        Files.writeString(folder.resolve("data/piup.db"), "this is no database".repeat(1000));
        Files.deleteIfExists(folder.resolve("data/piup.db-wal"));

        launch();

        assertThat(key()).isEqualTo(key);
        assertThat(client.send(post(ASK), HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void starts_on_the_last_good_configuration_when_its_file_is_broken() throws Exception {
        kill(launch());
        Files.writeString(config(), "modles: {");

        launch();

        assertThat(client.send(post(ASK), HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        assertThat(log()).contains("cannot be used");
    }

    @Test
    void a_second_process_on_the_same_folder_is_refused() throws Exception {
        launch();
        Process second = start("second.log");
        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("second.log"))).contains("belongs to a gateway that runs already");
    }

    private Process launch() throws Exception {
        Files.deleteIfExists(folder.resolve("data/run.json"));
        Process process = start("run.log");
        Await.until("the start", PATIENCE, () -> Files.exists(folder.resolve("data/run.json")) || !process.isAlive());
        assertThat(process.isAlive()).as(log()).isTrue();
        return process;
    }

    private Process start(String log) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.piuptime.app.Main",
                        "run",
                        "--config",
                        config().toString(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--port",
                        "0",
                        "--admin-port",
                        "0")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks, and keeps the id of an exchange whose answer came whole. */
    private boolean ask(String json, Set<String> answered) {
        try {
            HttpResponse<String> reply = client.send(post(json), HttpResponse.BodyHandlers.ofString());
            reply.headers().firstValue("x-piup-request-id").ifPresent(answered::add);
            return true;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<String> usageIds() {
        try {
            List<String> ids = new ArrayList<>();
            String before = "";
            for (int page = 0; page < 20; page++) {
                HttpResponse<String> reply = client.send(
                        HttpRequest.newBuilder(
                                        URI.create(url("admin") + "/admin/v1/usage?format=csv&limit=1000" + before))
                                .header(
                                        "authorization",
                                        "Bearer "
                                                + Files.readString(folder.resolve("data/admin-token"))
                                                        .strip())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                reply.body().lines().skip(1).forEach(line -> ids.add(line.substring(0, line.indexOf(','))));
                if (reply.headers().firstValue("x-piup-next").isEmpty()) {
                    break;
                }
                before = "&before=" + reply.headers().firstValue("x-piup-next").get();
            }
            return ids;
        } catch (IOException _) {
            return List.of();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private HttpRequest post(String json) throws IOException {
        return HttpRequest.newBuilder(URI.create(url("data") + "/v1/chat/completions"))
                .header("authorization", "Bearer " + key())
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }

    private String key() throws IOException {
        return Files.readString(folder.resolve("data/first-key")).strip();
    }

    private String url(String listener) throws IOException {
        String run = Files.readString(folder.resolve("data/run.json"));
        int from = run.indexOf("\"" + listener + "\":\"") + listener.length() + 4;
        return run.substring(from, run.indexOf('"', from));
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("run.log"));
        } catch (IOException _) {
            return "";
        }
    }

    private Path config() {
        return folder.resolve("piup.yaml");
    }
}
