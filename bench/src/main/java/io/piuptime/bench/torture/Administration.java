package io.piuptime.bench.torture;

import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The admin API of one node, as its operator uses it. */
public final class Administration {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern KEY = Pattern.compile("\"key\"\\s*:\\s*\"([^\"]+)\"");

    private final int port;
    private final Path data;

    /**
     * Of a node.
     *
     * @param data its data folder, in which the token lies
     */
    Administration(int port, Path data) {
        this.port = port;
        this.data = data;
    }

    /** A key, as it is shown once. */
    public record NewKey(String id, String text) {}

    /** Makes a key. Empty if the node does not answer so. */
    public Optional<NewKey> key(String body) {
        return call("POST", "/admin/v1/keys", body, "")
                .filter(reply -> reply.status() == 201)
                .flatMap(reply ->
                        found(ID, reply).flatMap(id -> found(KEY, reply).map(text -> new NewKey(id, text))));
    }

    /** Makes something; returns its id. Empty if the node does not answer so. */
    public Optional<String> create(String path, String body) {
        return call("POST", path, body, "")
                .filter(reply -> reply.status() == 201)
                .flatMap(reply -> found(ID, reply));
    }

    /** Puts something in another's place. Returns what the node says to that, or to the question what is there. */
    Optional<Reply> replace(String path, String body) {
        Optional<Reply> now = call("GET", path, "", "");
        return now.flatMap(reply -> reply.header("etag"))
                .map(tag -> call("PUT", path, body, "if-match: " + tag + "\r\n"))
                .orElse(now);
    }

    /** Publishes a document. Returns the status of the answer, or 0 if there is none. */
    public int publish(String document) {
        return call("POST", "/admin/v1/revisions", document, "")
                .map(Reply::status)
                .orElse(0);
    }

    /** What one of its meters says; empty if the node does not answer. */
    OptionalLong meter(String name) {
        return call("GET", "/metrics", "", "").stream()
                .flatMap(reply -> reply.text().lines())
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst();
    }

    private Optional<Reply> call(String method, String path, String body, String header) {
        try (RawHttp client = RawHttp.connect(port, PATIENCE)) {
            client.send(method + " " + path + " HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer "
                    + read(data.resolve("admin-token")) + "\r\ncontent-type: application/json\r\ncontent-length: "
                    + body.length() + "\r\n" + header + "\r\n" + body);
            return client.reply();
        } catch (UncheckedIOException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> found(Pattern pattern, Reply reply) {
        return Optional.of(pattern.matcher(reply.text())).filter(Matcher::find).map(found -> found.group(1));
    }

    static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
