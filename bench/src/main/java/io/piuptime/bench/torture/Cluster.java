package io.piuptime.bench.torture;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.Reply;
import io.piuptime.testkit.server.PostgresServer;
import io.piuptime.testkit.torture.Books;
import io.piuptime.testkit.torture.Crowd;
import io.piuptime.testkit.torture.Generation;
import io.piuptime.testkit.torture.Ledger;
import io.piuptime.testkit.torture.Nodes;
import io.piuptime.testkit.torture.Torture;
import io.piuptime.testkit.torture.history.JournalHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Three nodes of one installation: the same database, the same secrets, the same key. */
final class Cluster implements Nodes {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String BUDGETS = "/admin/v1/budgets";

    private final List<Node> nodes = new ArrayList<>();
    private final Books books;
    private final Map<Crowd, Administration.NewKey> keys = new EnumMap<>(Crowd.class);
    private final Map<Crowd, String> budgets = new EnumMap<>(Crowd.class);

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
            for (Crowd crowd : Crowd.values()) {
                keys.put(crowd, made(crowd));
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
    public String key(Crowd crowd) {
        return known(crowd).text();
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

    @Override
    public OptionalLong unanswered(int node) {
        return nodes.get(node).administration().meter("piup_limits_unanswered_total");
    }

    /** Whichever node can reach the database takes it; one of them does in the end. */
    @Override
    public String budget(Crowd crowd, long micros) {
        String name = crowd.name().toLowerCase(Locale.ROOT);
        String body = "{\"name\":\"" + name + "\",\"subject\":{\"level\":\"key\",\"id\":\""
                + known(crowd).id() + "\"},\"strict\":" + (crowd == Crowd.STRICT)
                + ",\"caps\":[{\"window\":\"total\",\"micros\":" + micros + "}]}";
        List<String> said = new ArrayList<>();
        Await.until(
                () -> "the budget is written, but: " + said,
                PATIENCE,
                () -> nodes.stream().map(Node::administration).anyMatch(node -> wrote(node, crowd, body, said)));
        return requireNonNull(budgets.get(crowd), name);
    }

    @Override
    public Ledger ledger() {
        return books.ledger();
    }

    @Override
    public List<JournalHistory> journals() {
        return nodes.stream().map(Node::journal).toList();
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }

    private boolean wrote(Administration node, Crowd crowd, String body, List<String> said) {
        String known = budgets.get(crowd);
        if (known != null) {
            Optional<Reply> reply = node.replace(BUDGETS + "/" + known, body);
            said.add(reply.map(got -> got.status() + " " + got.text()).orElse("nothing"));
            return reply.filter(got -> got.status() == 200).isPresent();
        }
        Optional<String> made = node.create(BUDGETS, body);
        made.ifPresent(id -> budgets.put(crowd, id));
        return made.isPresent();
    }

    private Administration.NewKey known(Crowd crowd) {
        return requireNonNull(keys.get(crowd), crowd::name);
    }

    private Administration.NewKey made(Crowd crowd) {
        String limits = crowd == Crowd.LIMITED
                ? ",\"limits\":[{\"measure\":\"requests\",\"window\":\"rolling " + Torture.WINDOW.toSeconds()
                        + "s\",\"amount\":" + Torture.LIMIT + "}]"
                : "";
        return nodes.getFirst()
                .administration()
                .key("{\"name\":\"" + crowd.name().toLowerCase(Locale.ROOT) + "\"" + limits + "}")
                .orElseThrow(() -> new IllegalStateException("no key for " + crowd));
    }

    private static void share(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        Files.copy(from.resolve("key-pepper"), to.resolve("key-pepper"));
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
