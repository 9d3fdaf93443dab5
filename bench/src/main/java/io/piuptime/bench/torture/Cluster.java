package io.piuptime.bench.torture;

import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import io.piuptime.testkit.server.PostgresServer;
import io.piuptime.testkit.torture.Books;
import io.piuptime.testkit.torture.Generation;
import io.piuptime.testkit.torture.Ledger;
import io.piuptime.testkit.torture.Nodes;
import io.piuptime.testkit.torture.Torture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Three nodes of one installation: the same database, the same secrets, the same key. */
final class Cluster implements Nodes {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");

    private final List<Node> nodes = new ArrayList<>();
    private final Books books;
    private Optional<String> budget = Optional.empty();

    /**
     * Starts them.
     *
     * @param words that start a gateway
     * @param baseUrl of the only provider
     */
    Cluster(List<String> words, Path folder, int count, String baseUrl, Backing backing) {
        this.books = new Books(backing.postgres(), backing.database());
        try {
            for (int at = 0; at < count; at++) {
                Path own = Files.createDirectories(folder.resolve("node-" + at));
                Files.writeString(own.resolve("piup.yaml"), yaml(baseUrl, backing.database()));
                if (at > 0) {
                    share(nodes.getFirst().data(), own.resolve("data"));
                }
                nodes.add(new Node(words, own, backing.postgres().port(), backing.sharedPort()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The stores behind them.
     *
     * @param database its name at the server
     */
    record Backing(PostgresServer postgres, String database, int sharedPort) {}

    @Override
    public int count() {
        return nodes.size();
    }

    @Override
    public List<Integer> ports() {
        return nodes.stream().map(Node::port).toList();
    }

    @Override
    public String key() {
        return read(nodes.getFirst().data().resolve("first-key"));
    }

    @Override
    public void kill(int node) {
        nodes.get(node).kill();
    }

    @Override
    public void restart(int node) {
        nodes.get(node).restart();
    }

    @Override
    public void freeze(int node, boolean frozen) {
        nodes.get(node).freeze(frozen);
    }

    @Override
    public void partition(int node, boolean cut) {
        nodes.get(node).partition(cut);
    }

    /** Whichever node can reach the database takes it; one of them does in the end. */
    @Override
    public void budget(long micros) {
        String body = "{\"name\":\"race\",\"subject\":{\"level\":\"tenant\",\"id\":\"default\"},\"strict\":true,"
                + "\"caps\":[{\"window\":\"total\",\"micros\":" + micros + "}]}";
        Await.until("the budget is written", PATIENCE, () -> nodes.stream().anyMatch(node -> wrote(node, body)));
    }

    @Override
    public Ledger ledger() {
        return books.ledger();
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }

    private boolean wrote(Node node, String body) {
        try {
            String path = "/admin/v1/budgets";
            if (budget.isPresent()) {
                String own = path + "/" + budget.orElseThrow();
                Optional<String> version =
                        call(node, "GET", own, "", Optional.empty()).flatMap(now -> now.header("etag"));
                return version.flatMap(tag -> call(node, "PUT", own, body, Optional.of(tag)))
                        .filter(reply -> reply.status() == 200)
                        .isPresent();
            }
            Optional<Reply> made =
                    call(node, "POST", path, body, Optional.empty()).filter(reply -> reply.status() == 201);
            budget = made.map(reply -> ID.matcher(reply.text()))
                    .filter(Matcher::find)
                    .map(found -> found.group(1));
            return budget.isPresent();
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    private static Optional<Reply> call(Node node, String method, String path, String body, Optional<String> version) {
        String token = read(node.data().resolve("admin-token"));
        try (RawHttp client = RawHttp.connect(node.adminPort(), Duration.ofSeconds(5))) {
            client.send(method + " " + path + " HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer " + token
                    + "\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n"
                    + version.map(tag -> "if-match: " + tag + "\r\n").orElse("") + "\r\n" + body);
            return client.reply();
        }
    }

    private static void share(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        Files.copy(from.resolve("key-pepper"), to.resolve("key-pepper"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String yaml(String baseUrl, String database) {
        return """
                providers:
                  metered: {base-url: "%s", api-key: metered-key, asks-usage: true}
                models:
                  %s: {price: "%s", targets: [{provider: metered}]}
                stores:
                  database: "%s"
                  redis: "redis://127.0.0.1:SHARED_PORT"
                discovery: {local: false}
                drain: {lag: 0s, grace: 5s}
                """.formatted(
                        baseUrl,
                        Torture.MODEL,
                        Generation.PRICE,
                        PostgresServer.url(database, 0).replace(":0/", ":DATABASE_PORT/"));
    }
}
