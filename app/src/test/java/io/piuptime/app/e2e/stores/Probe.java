package io.piuptime.app.e2e.stores;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** A caller that asks one request after the other for as long as a test lasts, and keeps what failed. */
final class Probe implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final AtomicLong answered = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    private Probe(GatewayUnderTest node, String key, String body) {
        this.thread = Thread.ofVirtual().start(() -> {
            while (!stopped.get()) {
                int status = status(node, key, body);
                if (status != 200) {
                    failures.add("exchange " + answered.get() + ": " + status);
                }
                answered.incrementAndGet();
            }
        });
    }

    static Probe start(GatewayUnderTest node, String key, String body) {
        return new Probe(node, key, body);
    }

    void awaitMore(long exchanges) {
        long target = answered.get() + exchanges;
        Await.until(() -> "exchanges: " + answered, PATIENCE, () -> answered.get() >= target);
    }

    void stop() {
        stopped.set(true);
        try {
            boolean _ = thread.join(PATIENCE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    long answered() {
        return answered.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        stop();
    }

    /** What a request with a key is answered with; 0 when it is not. */
    static int status(GatewayUnderTest node, String key, String body) {
        return send(HttpRequest.newBuilder(URI.create(node.url() + "/v1/chat/completions"))
                        .header("authorization", "Bearer " + key)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    /** Has a key made, and returns what that is answered with. */
    static int create(GatewayUnderTest node) {
        return send(admin(node, "/admin/v1/keys")
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"another\"}")))
                .statusCode();
    }

    static void revoke(GatewayUnderTest node, String key) {
        var id = Pattern.compile("piup_([0-9A-Za-z]{12})").matcher(key);
        if (!id.find()) {
            throw new IllegalArgumentException("key: without an id (expected: piup_ID…)");
        }
        int status = send(admin(node, "/admin/v1/keys/" + id.group(1)).DELETE()).statusCode();
        if (status / 100 != 2) {
            throw new IllegalStateException("revoking: " + status + " (expected: 2xx)");
        }
    }

    /** Whether the node says that all it leans on is well. */
    static boolean isWell(GatewayUnderTest node) {
        return states(node).matches(".*\"keys\":\"ok\".*\"money\":\"ok\".*\"redis\":\"ok\".*\"usage-store\":\"ok\".*");
    }

    /** What the node says of what it leans on. */
    static String states(GatewayUnderTest node) {
        return send(admin(node, "/health/deps").GET()).body();
    }

    /** What the node answers to whoever asks whether it is ready. */
    static int ready(GatewayUnderTest node) {
        return send(admin(node, "/health/ready").GET()).statusCode();
    }

    private static HttpRequest.Builder admin(GatewayUnderTest node, String path) {
        try {
            return HttpRequest.newBuilder(URI.create(node.adminUrl() + path))
                    .header(
                            "authorization",
                            "Bearer "
                                    + Files.readString(node.data().resolve("admin-token"))
                                            .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
