package io.piuptime.bench.company;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin API of a gateway that runs, opened by its token. */
public final class Admin {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern ADDRESS = Pattern.compile("\"admin\":\"([^\"]+)\"");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String address;
    private final String token;

    private Admin(String address, String token) {
        this.address = address;
        this.token = token;
    }

    /** Of the gateway with this data folder; empty if it says nowhere where it is administered. */
    public static Optional<Admin> of(Path data) throws IOException {
        Path run = data.resolve("run.json");
        if (!Files.exists(run)) {
            return Optional.empty();
        }
        Matcher address = ADDRESS.matcher(Files.readString(run));
        if (!address.find()) {
            throw new IOException("run.json: no address of the admin API (expected: one)");
        }
        return Optional.of(new Admin(
                address.group(1), Files.readString(data.resolve("admin-token")).strip()));
    }

    /** Makes something of which there was none. */
    public JsonNode post(String path, String body) throws IOException {
        return call("POST", path, body);
    }

    /** Writes something under a name. */
    public JsonNode put(String path, String body) throws IOException {
        return call("PUT", path, body);
    }

    /** How what the gateway leans on is doing, as it says itself. */
    public JsonNode health() throws IOException {
        return send(request("/health/deps").GET().build());
    }

    private JsonNode call(String method, String path, String body) throws IOException {
        return send(request("/admin/v1/" + path)
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + token);
    }

    private static JsonNode send(HttpRequest request) throws IOException {
        String what = request.method() + " " + request.uri().getPath();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() / 100 != 2) {
                throw new IOException(
                        what + ": status " + reply.statusCode() + " " + reply.body() + " (expected: 200 or 201)");
            }
            return JSON.readTree(reply.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(what + ": interrupted");
        }
    }
}
