package io.piuptime.app.run;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A short life for once, so that the JVM can learn what a start needs: starts on free ports, sends itself a few requests, and
 * ends.
 */
final class Training {
    private static final int ROUNDS = 4000;

    private Training() {}

    static int run(PrintStream err) {
        try {
            Path data = Files.createTempDirectory("piup-train");
            try {
                RunOptions options = new RunOptions(
                        Optional.empty(), data, Optional.empty(), OptionalInt.of(0), OptionalInt.of(0), false, false);
                try (GatewayProcess process = GatewayProcess.start(options, Map.of())) {
                    exercise(process);
                }
                return 0;
            } finally {
                delete(data);
            }
        } catch (IOException e) {
            err.println("piup: training failed: " + e.getMessage());
            return 1;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static void exercise(GatewayProcess process) throws IOException, InterruptedException {
        String key = Files.readString(process.folder().resolve("first-key")).strip();
        String token = Files.readString(process.folder().resolve("admin-token")).strip();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < ROUNDS; i++) {
                post(client, process.dataUrl(), key, body(i == 0));
            }
            for (String path : List.of("/admin/v1/keys", "/admin/v1/usage", "/metrics", "/health/ready")) {
                get(client, process.adminUrl() + path, token);
            }
            get(client, process.dataUrl() + "/v1/models", key);
        }
    }

    private static String body(boolean stream) {
        return "{\"model\":\"demo\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"max_tokens\":3}";
    }

    private static void post(HttpClient client, String url, String key, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions"))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        check(client.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    private static void get(HttpClient client, String url, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("authorization", "Bearer " + token)
                .build();
        check(client.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    private static void check(HttpResponse<String> reply) throws IOException {
        if (reply.statusCode() != 200) {
            throw new IOException(reply.uri().getPath() + " answered " + reply.statusCode());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
