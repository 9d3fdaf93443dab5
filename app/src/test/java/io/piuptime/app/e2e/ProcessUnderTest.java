package io.piuptime.app.e2e;

import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A gateway in a process of its own, that can be killed, stopped and started again over what is left. */
final class ProcessUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final Path data;
    private final List<Process> processes = new ArrayList<>();
    private List<String> before = List.of();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Nothing runs yet.
     *
     * @param folder of the configuration and of the logs
     * @param data the data folder
     */
    ProcessUnderTest(Path folder, Path data) {
        this.folder = folder;
        this.data = data;
    }

    Path config() {
        return folder.resolve("piup.yaml");
    }

    Path data() {
        return data;
    }

    /** Lets a shell run a command of its own first, a limit for example, in the process that becomes the gateway. */
    ProcessUnderTest after(String command) {
        before = List.of("sh", "-c", command + "; exec \"$@\"", "sh");
        return this;
    }

    /** Starts one and waits until it can be used. */
    Process launch(Map<String, String> environment) throws IOException {
        Files.deleteIfExists(data.resolve("run.json"));
        Process process = start(
                "run.log",
                environment,
                List.of(
                        "run",
                        "--config",
                        config().toString(),
                        "--data",
                        data.toString(),
                        "--port",
                        "0",
                        "--admin-port",
                        "0"));
        Await.until(
                () -> "a start: " + log(),
                PATIENCE,
                () -> Files.exists(data.resolve("run.json")) || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("it ended: " + log());
        }
        return process;
    }

    /** Starts one with any arguments; what it says goes to a file. */
    Process start(String log, Map<String, String> environment, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "io.piuptime.app.Main"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** Sends a signal by its name. */
    static void signal(Process process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpClient client() {
        return client;
    }

    /** A POST of JSON with the first key. */
    HttpRequest.Builder post(String path, String json) throws IOException {
        return HttpRequest.newBuilder(URI.create(url("data") + path))
                .header("authorization", "Bearer " + key())
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    /** A GET at the admin listener with its token. */
    HttpResponse<String> admin(String path) throws IOException, InterruptedException {
        String token = Files.readString(data.resolve("admin-token")).strip();
        return send(HttpRequest.newBuilder(URI.create(url("admin") + path))
                .header("authorization", "Bearer " + token)
                .build());
    }

    /** The value of a meter without labels, as {@code piup_keys}. */
    double meter(String name) throws IOException, InterruptedException {
        return GatewayUnderTest.meter(admin("/metrics").body(), name);
    }

    /** The ids of every record of usage; what can be read until something fails. */
    List<String> usageIds() {
        List<String> ids = new ArrayList<>();
        Optional<String> before = Optional.of("");
        try {
            while (before.isPresent()) {
                HttpResponse<String> page = admin("/admin/v1/usage?format=csv&limit=1000" + before.get());
                page.body().lines().skip(1).forEach(line -> ids.add(line.substring(0, line.indexOf(','))));
                before = page.headers().firstValue("x-piup-next").map(id -> "&before=" + id);
            }
        } catch (IOException _) {
            return ids;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return ids;
    }

    /** The body of a GET without credentials; empty if there is no answer. */
    String look(String path) {
        try {
            return send(HttpRequest.newBuilder(URI.create(url("data") + path)).build())
                    .body();
        } catch (IOException _) {
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    String key() throws IOException {
        return Files.readString(data.resolve("first-key")).strip();
    }

    /** The address of the listener {@code data} or {@code admin}. */
    String url(String listener) throws IOException {
        String run = Files.readString(data.resolve("run.json"));
        int from = run.indexOf("\"" + listener + "\":\"") + listener.length() + 4;
        return run.substring(from, run.indexOf('"', from));
    }

    int port() throws IOException {
        return URI.create(url("data")).getPort();
    }

    String log() {
        return log("run.log");
    }

    String log(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        client.close();
    }
}
