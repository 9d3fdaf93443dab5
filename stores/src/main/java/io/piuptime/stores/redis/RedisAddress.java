package io.piuptime.stores.redis;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.catalog.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where Redis is, as written in a configuration: {@code redis://[user:password@]host[:port][/database]},
 * {@code redis-sentinel://host[:port],…[/database]#master} or {@code redis-cluster://host[:port],…}; {@code rediss…} for TLS.
 *
 * @param nodes of a cluster or the sentinels: at least one
 * @param user empty for the default one
 * @param master that the sentinels watch; empty for other kinds
 */
public record RedisAddress(
        Kind kind, boolean tls, List<Node> nodes, String user, Optional<Secret> password, int database, String master) {
    private static final String EXPECTED =
            " (expected: redis://HOST, redis-sentinel://HOST,HOST#MASTER or redis-cluster://HOST,HOST;"
                    + " rediss… for TLS)";
    private static final Pattern FORM =
            Pattern.compile("(redis|rediss|redis-sentinel|rediss-sentinel|redis-cluster|rediss-cluster)://"
                    + "(?:([^@/#]*)@)?([^@/#?]+)(?:/([0-9]{1,4})?)?(?:#(.+))?");
    private static final Pattern NODE = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+)(?::([0-9]{1,5}))?");
    private static final int PORT = 6379;
    private static final int SENTINEL_PORT = 26_379;

    /** How many servers there are, and who says which one to ask. */
    public enum Kind {
        STANDALONE,
        SENTINEL,
        CLUSTER
    }

    /** A server. */
    public record Node(String host, int port) {
        public Node {
            requireNonNull(host, "host");
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
            }
        }

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    public RedisAddress {
        requireNonNull(kind, "kind");
        nodes = List.copyOf(nodes);
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        requireNonNull(master, "master");
        if (nodes.isEmpty() || (kind == Kind.STANDALONE && nodes.size() > 1)) {
            throw new IllegalArgumentException(
                    "hosts: " + nodes.size() + " (expected: one, or several of redis-sentinel and redis-cluster)");
        }
        if (master.isEmpty() == (kind == Kind.SENTINEL)) {
            throw new IllegalArgumentException(
                    "master: '" + master + "' (expected: a name after # for redis-sentinel, else none)");
        }
        if (kind == Kind.CLUSTER && database != 0) {
            throw new IllegalArgumentException("database: " + database + " (expected: none in a cluster)");
        }
    }

    /**
     * Reads its written form.
     *
     * @throws IllegalArgumentException saying what is wrong, without any password
     */
    public static RedisAddress parse(String text) {
        Matcher found = FORM.matcher(text);
        if (!found.matches()) {
            throw new IllegalArgumentException("redis: not an address of Redis" + EXPECTED);
        }
        String scheme = found.group(1).toLowerCase(Locale.ROOT);
        Kind kind = scheme.endsWith("-sentinel")
                ? Kind.SENTINEL
                : scheme.endsWith("-cluster") ? Kind.CLUSTER : Kind.STANDALONE;
        List<Node> nodes = new ArrayList<>();
        Arrays.stream(found.group(3).split(",", -1))
                .map(host -> node(host, kind))
                .forEach(nodes::add);
        String account = found.group(2) == null ? "" : found.group(2);
        int colon = account.indexOf(':');
        String secret = colon < 0 ? "" : decoded(account.substring(colon + 1));
        return new RedisAddress(
                kind,
                scheme.startsWith("rediss"),
                nodes,
                decoded(colon < 0 ? account : account.substring(0, colon)),
                secret.isEmpty() ? Optional.empty() : Optional.of(new Secret(secret)),
                found.group(4) == null ? 0 : Integer.parseInt(found.group(4)),
                found.group(5) == null ? "" : found.group(5));
    }

    /** Without user and password. */
    @Override
    public String toString() {
        String scheme = (tls ? "rediss" : "redis")
                + switch (kind) {
                    case STANDALONE -> "";
                    case SENTINEL -> "-sentinel";
                    case CLUSTER -> "-cluster";
                };
        return scheme
                + "://" + nodes.stream().map(Node::toString).collect(Collectors.joining(","))
                + (database == 0 ? "" : "/" + database)
                + (master.isEmpty() ? "" : "#" + master);
    }

    private static Node node(String text, Kind kind) {
        Matcher found = NODE.matcher(text);
        if (!found.matches()) {
            throw new IllegalArgumentException("host: '" + text + "'" + EXPECTED);
        }
        String host = found.group(1).replace("[", "").replace("]", "");
        String port = found.group(2);
        int usual = kind == Kind.SENTINEL ? SENTINEL_PORT : PORT;
        return new Node(host, port == null ? usual : Integer.parseInt(port));
    }

    private static String decoded(String text) {
        // a plus sign is itself here
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
