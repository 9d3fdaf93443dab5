package io.piuptime.bench.upgrade;

import io.piuptime.bench.torture.Administration;
import io.piuptime.bench.torture.Node;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.server.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Two nodes of one installation, and the load balancer's list of those that are ready. */
final class Pair implements AutoCloseable {
    static final String MODEL = "steady";
    /** Millionths of a dollar for a token of a prompt and of an answer. */
    static final int INPUT = 1;

    static final int OUTPUT = 5;

    private static final int NODES = 2;
    private static final Duration LOOK = Duration.ofMillis(50);

    private final List<Node> nodes = new ArrayList<>();
    private final AtomicReference<List<Integer>> ready = new AtomicReference<>(List.of());
    private final Thread balancer;
    private volatile boolean over;

    /**
     * Starts them.
     *
     * @param words that start a gateway
     * @param url of the database
     */
    Pair(List<String> words, Path folder, String baseUrl, String url, int databasePort, int sharedPort)
            throws IOException {
        String database = url.substring(url.lastIndexOf('/') + 1);
        for (int at = 0; at < NODES; at++) {
            Path own = Files.createDirectories(folder.resolve("node-" + at));
            Files.writeString(own.resolve("piup.yaml"), yaml(baseUrl, database));
            if (at > 0) {
                Path data = Files.createDirectories(own.resolve("data"));
                Files.copy(nodes.getFirst().data().resolve("key-pepper"), data.resolve("key-pepper"));
            }
            nodes.add(new Node(words, own, databasePort, sharedPort));
        }
        look();
        balancer = Thread.ofVirtual().start(() -> {
            while (!over) {
                look();
                Await.elapsed(LOOK);
            }
        });
    }

    Administration administration(int node) {
        return nodes.get(node).administration();
    }

    int port(int node) {
        return nodes.get(node).port();
    }

    /** Ports of the nodes that said lately that they are ready. */
    List<Integer> ready() {
        return ready.get();
    }

    void replace(int node, List<String> words) {
        nodes.get(node).replace(words);
        Await.until("the balancer knows", Duration.ofSeconds(10), () -> ready().contains(port(node)));
    }

    @Override
    public void close() {
        over = true;
        try {
            balancer.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        nodes.forEach(Node::close);
    }

    private void look() {
        try {
            ready.set(nodes.stream().filter(Node::isReady).map(Node::port).toList());
        } catch (UncheckedIOException _) {
            // a node ends at this moment; the next look tells
        }
    }

    private static String yaml(String baseUrl, String database) {
        return """
                providers:
                  metered: {base-url: "%s", api-key: metered-key, asks-usage: true}
                models:
                  %s: {price: "in=%d out=%d", targets: [{provider: metered}]}
                stores:
                  database: "%s"
                  redis: "redis://127.0.0.1:SHARED_PORT"
                discovery: {local: false}
                drain: {lag: 2s, grace: 15s}
                """.formatted(
                baseUrl, MODEL, INPUT, OUTPUT, PostgresServer.url(database, 0).replace(":0/", ":DATABASE_PORT/"));
    }
}
