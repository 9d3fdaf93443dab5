package io.piuptime.gateway.accept.head;

import io.piuptime.gateway.authenticate.PresentedKey;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.Tags;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The head of a request, and what is wrong with it. */
public record RequestHead(HttpServerRequest request) {
    public String method() {
        return request.method() == null ? "" : request.method().name();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    /** The key that came with it, wherever the caller's dialect puts it. */
    public Optional<String> key() {
        return header("authorization")
                .flatMap(PresentedKey::fromAuthorization)
                .or(() -> PresentedKey.fromHeaders(this::header))
                .or(() -> PresentedKey.fromQuery(request.query()));
    }

    /** The query without the key, or empty. */
    public String query() {
        return PresentedKey.withoutKey(request.query());
    }

    /** The peer's address without its port. */
    public String address() {
        SocketAddress peer = request.remoteAddress();
        return peer == null || peer.hostAddress() == null ? "" : peer.hostAddress();
    }

    /** The media type without its parameters, in lower case. */
    public String mediaType() {
        String type = header("content-type").orElse("");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    /** The content encoding in lower case; empty for none. */
    public String encoding() {
        String encoding = header("content-encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        return encoding.equals("identity") ? "" : encoding;
    }

    public boolean expectsContinue() {
        return header("expect").filter("100-continue"::equalsIgnoreCase).isPresent();
    }

    /** How soon an answer is needed, as far as it says so. */
    public Priority priority() {
        String said = request.getHeader(Priority.HEADER);
        return said == null ? Priority.STANDARD : Priority.named(said).orElse(Priority.STANDARD);
    }

    /** What RFC 9110 and 9112 want refused and the parser lets pass, and what a header of ours cannot mean. */
    public Optional<Refusal> refusal() {
        return framing().or(this::unknownPriority).or(this::strangeTags);
    }

    /** The tags that it bears, as far as they can be read. */
    public Map<String, String> tags() {
        String said = request.getHeader(Tags.HEADER);
        return said == null ? Map.of() : Tags.parse(said).orElse(Map.of());
    }

    private Optional<Refusal> strangeTags() {
        return header(Tags.HEADER)
                .filter(said -> Tags.parse(said).isEmpty())
                .map(_ -> new Refusal.BadRequest(
                        Tags.HEADER + ": not of the form (expected: " + Tags.FORM + ")", "invalid_tags", ""));
    }

    private Optional<Refusal> unknownPriority() {
        return header(Priority.HEADER)
                .filter(said -> Priority.named(said).isEmpty())
                .map(said -> new Refusal.BadRequest(
                        Priority.HEADER + ": '" + said + "' (expected: critical, interactive, standard or batch)",
                        "invalid_priority",
                        ""));
    }

    private Optional<Refusal> framing() {
        List<String> hosts = request.headers().getAll("host");
        boolean one = request.version() == HttpVersion.HTTP_1_1;
        if (hosts.size() > 1 || (one && hosts.isEmpty())) {
            return Optional.of(new Refusal.BadFraming("host headers: " + hosts.size() + " (expected: 1)"));
        }
        if (request.headers().contains("")) {
            return Optional.of(new Refusal.BadFraming("header without a name (expected: name: value)"));
        }
        if (request.version() == HttpVersion.HTTP_2) {
            return refusalOfHttp2(hosts);
        }
        return Optional.empty();
    }

    private Optional<Refusal> refusalOfHttp2(List<String> hosts) {
        if (request.headers().contains("transfer-encoding")) {
            return Optional.of(new Refusal.BadFraming("transfer-encoding in HTTP/2 (expected: none)"));
        }
        HostAndPort authority = request.authority();
        if (!hosts.isEmpty() && authority != null) {
            String host = hosts.getFirst();
            String named = authority.port() < 0 ? authority.host() : authority.host() + ":" + authority.port();
            if (!host.equalsIgnoreCase(named) && !host.equalsIgnoreCase(authority.host())) {
                return Optional.of(new Refusal.BadFraming("host differs from :authority (expected: the same)"));
            }
        }
        return Optional.empty();
    }
}
