package io.piuptime.app.e2e;

import io.piuptime.app.run.GatewayProcess;
import io.piuptime.app.run.RunOptions;
import io.piuptime.gateway.egress.Lookup;
import io.piuptime.gateway.pressure.Watch;
import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A whole gateway in this JVM, on free ports, with a data folder and a configuration of its own. */
public final class GatewayUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final GatewayProcess process;
    private final Path config;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private GatewayUnderTest(GatewayProcess process, Path config) {
        this.process = process;
        this.config = config;
    }

    /** Starts with a configuration in YAML; the folder is the test's own. */
    public static GatewayUnderTest start(Path folder, String yaml) throws IOException {
        return start(folder, yaml, Map.of());
    }

    public static GatewayUnderTest start(Path folder, String yaml, Map<String, String> environment) throws IOException {
        return start(folder, yaml, environment, List.of());
    }

    /** The same, with watches that the test rules; the memory of this JVM is its doubles' too, and is not watched. */
    public static GatewayUnderTest start(Path folder, String yaml, Map<String, String> environment, List<Watch> watches)
            throws IOException {
        return start(folder, yaml, environment, watches, Lookup.ofTheMachine());
    }

    /** The same, with another way to find hosts whose addresses are checked. */
    public static GatewayUnderTest start(
            Path folder, String yaml, Map<String, String> environment, List<Watch> watches, Lookup lookup)
            throws IOException {
        Path config = folder.resolve("piup.yaml");
        // what runs on the machine of the test is no part of it
        Files.writeString(config, yaml.contains("discovery:") ? yaml : yaml + "\ndiscovery: {local: false}\n");
        RunOptions options = new RunOptions(
                Optional.of(config),
                folder.resolve("data"),
                Optional.empty(),
                OptionalInt.of(0),
                OptionalInt.of(0),
                false,
                false);
        return new GatewayUnderTest(GatewayProcess.start(options, environment, Optional.of(watches), lookup), config);
    }

    /** The configuration of one provider that serves every model name, as {@code upstream/NAME} and as {@code NAME}. */
    public static String passingTo(URI baseUrl) {
        return passingTo(baseUrl, "openai-chat");
    }

    /** The same of a provider that speaks this dialect. */
    public static String passingTo(URI baseUrl, String dialect) {
        return """
                providers:
                  upstream: {base-url: "%s", dialect: %s, api-key: "sk-upstream-0123456789"}
                models:
                  "*": {targets: [{provider: upstream, model: "*"}]}
                drain: {lag: 0s, grace: 5s}
                """.formatted(baseUrl, dialect);
    }

    public String url() {
        return process.dataUrl();
    }

    public String adminUrl() {
        return process.adminUrl();
    }

    public int port() {
        return URI.create(url()).getPort();
    }

    public Path config() {
        return config;
    }

    public Path data() {
        return process.folder();
    }

    public GatewayProcess process() {
        return process;
    }

    /** The first key. */
    public String key() throws IOException {
        return Files.readString(data().resolve("first-key")).strip();
    }

    public String adminToken() throws IOException {
        return Files.readString(data().resolve("admin-token")).strip();
    }

    /** A POST of JSON with the first key. */
    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return post(path, json, key());
    }

    /** A POST of JSON with another key. */
    public HttpResponse<String> post(String path, String json, String key) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("authorization", "Bearer " + key)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A GET with the first key. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("authorization", "Bearer " + key())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A GET at the admin listener with its token. */
    public HttpResponse<String> admin(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(adminUrl() + path))
                        .header("authorization", "Bearer " + adminToken())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A call of the admin API with its token, and with more headers: name, value, name, value. */
    public HttpResponse<String> admin(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(adminUrl() + path));
        return client.send(
                (headers.length == 0 ? request : request.headers(headers))
                        .header("authorization", "Bearer " + adminToken())
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Takes another configuration into force. Returns what the admin API says of it. */
    public HttpResponse<String> reload(String yaml) throws IOException, InterruptedException {
        Path next = config.resolveSibling("next.yaml");
        Files.writeString(next, yaml);
        Files.move(next, config, StandardCopyOption.ATOMIC_MOVE);
        return client.send(
                HttpRequest.newBuilder(URI.create(adminUrl() + "/admin/v1/reload"))
                        .header("authorization", "Bearer " + adminToken())
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The records of all exchanges so far, a line of JSON each, newest first. */
    public List<String> records() throws IOException, InterruptedException {
        process.flush();
        return admin("/admin/v1/usage?format=jsonl").body().lines().toList();
    }

    /** The value of a meter without labels, as it is scraped. */
    public double meter(String name) {
        try {
            return meter(admin("/metrics").body(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while scraping", e);
        }
    }

    static double meter(String meters, String name) {
        return meters.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no meter '" + name + "' without labels"));
    }

    /** Waits until so many exchanges are under way. */
    public void awaitInFlight(int exchanges) {
        Await.until(
                "exchanges in flight: " + exchanges, PATIENCE, () -> meter("piup_exchanges_in_flight") == exchanges);
    }

    /** Waits until no exchange is under way and none of their bytes is held any more. */
    public void awaitQuiet() {
        awaitInFlight(0);
        Await.until(
                () -> "bytes held: " + meter("piup_buffered_bytes"), PATIENCE, () -> meter("piup_buffered_bytes") == 0);
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }
}
