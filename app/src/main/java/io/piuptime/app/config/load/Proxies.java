package io.piuptime.app.config.load;

import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.app.config.read.Problem;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The proxies that the environment names: {@code HTTPS_PROXY}, {@code HTTP_PROXY} and, for exceptions, {@code NO_PROXY}. */
final class Proxies {
    private final Optional<URI> https;
    private final Optional<URI> http;
    private final List<String> exceptions;

    Proxies(Map<String, String> environment) {
        this.https = address(environment, "HTTPS_PROXY");
        this.http = address(environment, "HTTP_PROXY");
        this.exceptions = Stream.of(variable(environment, "NO_PROXY").split(",", -1))
                .map(part -> part.strip().toLowerCase(Locale.ROOT))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** The proxy on the way to an address. */
    Optional<URI> towards(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        Optional<URI> proxy = "https".equalsIgnoreCase(url.getScheme()) ? https : http;
        return isLoopback(host) || exceptions.stream().anyMatch(exception -> covers(exception, host, port(url)))
                ? Optional.empty()
                : proxy;
    }

    /** {@code example.com} and {@code .example.com} cover the host and all below it; a port narrows them to it. */
    private static boolean covers(String exception, String host, int port) {
        if (exception.equals("*")) {
            return true;
        }
        String name = exception;
        int colon = exception.lastIndexOf(':');
        boolean narrowed = colon > 0 && exception.indexOf(':') == colon;
        if (narrowed) {
            if (!exception.substring(colon + 1).equals(String.valueOf(port))) {
                return false;
            }
            name = exception.substring(0, colon);
        }
        String bare = name.startsWith("*.") ? name.substring(2) : name.startsWith(".") ? name.substring(1) : name;
        return host.equals(bare) || host.equals("[" + bare + "]") || host.endsWith("." + bare);
    }

    private static boolean isLoopback(String host) {
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host.startsWith("[") ? host.substring(1, host.length() - 1) : host)
                    .isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }

    private static Optional<URI> address(Map<String, String> environment, String name) {
        String text = variable(environment, name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            if ("http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null) {
                int port = uri.getPort() < 0 ? 80 : uri.getPort();
                return Optional.of(new URI("http", uri.getUserInfo(), uri.getHost(), port, null, null, null));
            }
        } catch (URISyntaxException _) {
            // Told below, without the text, which may hold a password.
        }
        throw new InvalidConfigException(
                List.of(Problem.outside(
                        "environment variable " + name, "not an address", "expected: http://host:port")),
                Set.of());
    }

    /** Lower case goes first, as most programs have it. */
    private static String variable(Map<String, String> environment, String name) {
        String lower =
                environment.getOrDefault(name.toLowerCase(Locale.ROOT), "").strip();
        return lower.isEmpty() ? environment.getOrDefault(name, "").strip() : lower;
    }
}
