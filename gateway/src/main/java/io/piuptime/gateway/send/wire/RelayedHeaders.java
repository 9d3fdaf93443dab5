package io.piuptime.gateway.send.wire;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Which headers go on. All do but those of one hop (RFC 9110 §7.6.1), those that say who the caller is to us, and those
 * that we write ourselves.
 */
public final class RelayedHeaders {
    private static final Names ONE_HOP = new Names(List.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-authentication-info",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "content-length"));

    private static final Names KEPT_FROM_PROVIDER = ONE_HOP.and(List.of(
            "host",
            "authorization",
            "x-api-key",
            "api-key",
            "x-goog-api-key",
            "cookie",
            "accept-encoding",
            "content-encoding",
            "expect",
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-forwarded-port",
            "x-real-ip",
            "via",
            "traceparent"));

    private static final Names KEPT_FROM_CALLER =
            ONE_HOP.and(List.of("set-cookie", "alt-svc", "server-timing", "authorization", "x-api-key"));

    private static final String OURS = "x-piup-";

    private RelayedHeaders() {}

    /** Copies what a provider may see of a request's headers. */
    public static void toProvider(MultiMap from, MultiMap to) {
        copy(from, to, KEPT_FROM_PROVIDER, "");
    }

    /** Copies what a provider may see of a request's headers that speaks another dialect: nothing that belongs to the caller's. */
    public static void toOtherProvider(MultiMap from, MultiMap to) {
        String agent = from.get("user-agent");
        if (agent != null) {
            to.set("user-agent", agent);
        }
        to.set("content-type", "application/json");
    }

    /** Copies what the caller may see of a reply's headers, the provider's key masked wherever it turns up. */
    public static void toCaller(MultiMap from, MultiMap to, String secret) {
        copy(from, to, KEPT_FROM_CALLER, secret);
    }

    private static void copy(MultiMap from, MultiMap to, Names kept, String secret) {
        Set<String> named = namedByConnection(from);
        Iterator<Map.Entry<String, String>> entries = from.iterator();
        while (entries.hasNext()) {
            Map.Entry<String, String> entry = entries.next();
            String name = entry.getKey();
            if (kept.contains(name) || isOurs(name)) {
                continue;
            }
            if (!named.isEmpty() && named.contains(name.toLowerCase(Locale.ROOT))) {
                continue;
            }
            String value = entry.getValue();
            to.add(name, secret.isEmpty() ? value : value.replace(secret, "***"));
        }
    }

    /** The headers that a {@code Connection} header declares to be of one hop. */
    private static Set<String> namedByConnection(MultiMap headers) {
        if (!headers.contains("connection")) {
            return Set.of();
        }
        List<String> values = headers.getAll("connection");
        Set<String> named = Set.of();
        for (String value : values) {
            if (value.equalsIgnoreCase("keep-alive") || value.equalsIgnoreCase("close")) {
                continue;
            }
            named = named.isEmpty() ? new HashSet<>() : named;
            for (String name : value.split(",", -1)) {
                named.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }

    private static boolean isOurs(String name) {
        return name.regionMatches(true, 0, OURS, 0, OURS.length());
    }

    /** A set of header names, asked without regard to case and without making a string. */
    private static final class Names {
        private final List<String> names;
        private final String[][] byLength;

        Names(List<String> names) {
            this.names = List.copyOf(names);
            int longest = names.stream().mapToInt(String::length).max().orElse(0);
            byLength = new String[longest + 1][];
            for (int length = 0; length <= longest; length++) {
                int wanted = length;
                byLength[length] =
                        names.stream().filter(name -> name.length() == wanted).toArray(String[]::new);
            }
        }

        Names and(List<String> more) {
            return new Names(Stream.concat(names.stream(), more.stream()).toList());
        }

        boolean contains(String name) {
            if (name.length() >= byLength.length) {
                return false;
            }
            for (String candidate : byLength[name.length()]) {
                if (candidate.equalsIgnoreCase(name)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Gives the value of a header, or an empty text. */
    public static UnaryOperator<String> values(MultiMap headers) {
        return name -> {
            String value = headers.get(name);
            return value == null ? "" : value;
        };
    }
}
