package io.piuptime.app.config.read;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.ModelConfig;
import io.piuptime.app.config.ProviderConfig;
import io.piuptime.app.config.TargetConfig;
import io.piuptime.app.config.TlsConfig;
import io.piuptime.app.config.condition.ConditionReader;
import io.piuptime.app.config.known.KnownProviders;
import io.piuptime.app.config.known.Reach;
import io.piuptime.app.config.known.Wanted;
import io.piuptime.catalog.Nearest;
import io.piuptime.catalog.Wildcard;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.RateLimitHeader;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.egress.ForbiddenAddressException;
import io.piuptime.model.egress.Network;
import io.piuptime.model.price.PriceText;
import io.piuptime.model.routing.HashBy;
import io.piuptime.stores.postgres.PostgresAddress;
import io.piuptime.stores.redis.RedisAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks for what is wrong between the keys of a configuration, when each of them is right by itself. */
final class CrossChecks {
    private static final int LONGEST_NAME = 200;
    private static final int SHORTEST_SECRET = 16;
    private static final String ENCODED = "whsec_";
    private static final Set<String> NOT_OURS =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "te", "trailer", "expect");

    private final GatewayConfig config;
    private final KnownProviders known;
    private final Problems problems;
    private final ConditionReader conditions = new ConditionReader();

    CrossChecks(GatewayConfig config, KnownProviders known, Problems problems) {
        this.config = config;
        this.known = known;
        this.problems = problems;
    }

    void run() {
        config.listen().tls().ifPresent(tls -> files(tls, "listen.tls"));
        config.admin().tls().ifPresent(tls -> files(tls, "admin.tls"));
        if (config.admin().tls().isEmpty() && !isLoopback(config.admin().host())) {
            problems.atValue(
                    "admin.host",
                    Shown.quoted(config.admin().host()) + " without TLS",
                    "expected: a loopback address such as 127.0.0.1, or admin.tls with certificate and key");
        }
        config.stores().database().ifPresent(url -> store(url, PostgresAddress::parse, "stores.database"));
        config.stores().redis().ifPresent(url -> store(url, RedisAddress::parse, "stores.redis"));
        price(config.money().unknownPrice(), () -> "money.unknown-price");
        alerts(config.alerts());
        rates(config.money());
        config.providers().forEach((name, provider) -> provider(name, provider, Keys.path("providers", name)));
        networks();
        names();
        config.models().forEach((name, model) -> model(name, model, () -> Keys.path("models", name)));
    }

    private void alerts(GatewayConfig.Alerts alerts) {
        alerts.url().ifPresent(url -> {
            try {
                config.guard().rules().check(url);
            } catch (ForbiddenAddressException | IllegalArgumentException e) {
                problems.atValue(
                        "alerts.url",
                        String.valueOf(e.getMessage()),
                        "expected: a public address, or one that guard.allow names");
            }
            if (alerts.secret().map(Secret::reveal).filter(CrossChecks::canSign).isEmpty()) {
                problems.atValue(
                        "alerts.secret",
                        "missing, short or no base64",
                        "expected: at least " + SHORTEST_SECRET
                                + " characters, or whsec_ and as many bytes in base64, to sign what is sent");
            }
        });
    }

    private void rates(GatewayConfig.Money money) {
        try {
            money.shown();
        } catch (IllegalArgumentException e) {
            problems.atValue(
                    "money.rates", String.valueOf(e.getMessage()), "expected: a currency and what a dollar is in it");
        }
        if (money.currency().isEmpty() && !money.rates().isEmpty()) {
            problems.atValue("money.currency", "missing", "expected: the currency that the rates are of, such as EUR");
        }
    }

    private static boolean canSign(String secret) {
        try {
            return SHORTEST_SECRET
                    <= (secret.startsWith(ENCODED)
                            ? Base64.getDecoder().decode(secret.substring(ENCODED.length())).length
                            : secret.length());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private void networks() {
        List<String> allow = config.guard().allow();
        for (int at = 0; at < allow.size(); at++) {
            try {
                Network.of(allow.get(at));
            } catch (IllegalArgumentException _) {
                problems.atValue(
                        Keys.path("guard.allow", at),
                        Shown.quoted(allow.get(at)),
                        "expected: a network such as 10.1.0.0/16 or fd00:1::/32, no bits set beyond its length");
            }
        }
    }

    /** What is wrong with an address is told without it: it may hold a password. */
    private void store(Secret url, Function<String, Object> parse, String path) {
        try {
            Object _ = parse.apply(url.reveal());
        } catch (IllegalArgumentException e) {
            complaint(path, e);
        }
    }

    private void complaint(String path, IllegalArgumentException wrong) {
        String message = String.valueOf(wrong.getMessage());
        int hint = message.indexOf(" (expected: ");
        problems.atValue(path, message.substring(0, hint), message.substring(hint + 2, message.length() - 1));
    }

    private void files(TlsConfig tls, String path) {
        readable(tls.certificate(), Keys.path(path, "certificate"));
        readable(tls.key(), Keys.path(path, "key"));
    }

    private void readable(Path file, String path) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            problems.atValue(path, "file " + Shown.quoted(file.toString()), "expected: a readable file");
        }
    }

    private static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private void provider(String name, ProviderConfig provider, String path) {
        address(name, provider, path);
        keys(provider, path);
        provider.proxy().ifPresent(proxy -> {
            URI uri = proxy.uri();
            boolean bare = uri.getRawPath() == null
                    || uri.getRawPath().isEmpty()
                    || uri.getRawPath().equals("/");
            if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getPort() < 1 || !bare || uri.getRawQuery() != null) {
                problems.atValue(Keys.path(path, "proxy"), Shown.address(uri.toString()), "expected: http://host:port");
            }
        });
        provider.rateLimits()
                .forEach((limit, header) -> rateLimit(limit, header, Keys.path(Keys.path(path, "rate-limits"), limit)));
        for (int at = 0; at < provider.passthrough().size(); at++) {
            String open = provider.passthrough().get(at);
            if (!open.startsWith("/") || open.contains("//") || open.contains("/..") || open.contains("%")) {
                problems.atValue(
                        Keys.path(Keys.path(path, "passthrough"), at),
                        Shown.quoted(open),
                        "expected: a path that begins with / and has no empty segment, no .. and no %");
            }
        }
        provider.caFile().ifPresent(file -> readable(file, Keys.path(path, "ca-file")));
        provider.headers().keySet().forEach(header -> {
            if (!isToken(header) || NOT_OURS.contains(header.toLowerCase(Locale.ROOT))) {
                problems.atKey(
                        Keys.path(Keys.path(path, "headers"), header),
                        "header " + Shown.quoted(header),
                        "expected: the name of a header that says nothing about the connection or the body");
            }
        });
    }

    private void keys(ProviderConfig provider, String path) {
        Set<Secret> seen = new HashSet<>();
        provider.apiKey().ifPresent(seen::add);
        for (int at = 0; at < provider.apiKeys().size(); at++) {
            if (!seen.add(provider.apiKeys().get(at))) {
                problems.atValue(
                        Keys.path(Keys.path(path, "api-keys"), at), "a key once more", "expected: each of them once");
            }
        }
    }

    private void address(String name, ProviderConfig provider, String path) {
        Reach reach = known.reach(provider.row().orElse(name), Wanted.of(provider));
        provider.baseUrl().ifPresent(url -> url(url, Keys.path(path, "base-url")));
        provider.metrics().ifPresent(url -> url(url, Keys.path(path, "metrics")));
        switch (reach) {
            case Reach.Missing missing ->
                problems.atValue(Keys.path(path, "base-url"), missing.what(), "expected: " + missing.expected());
            case Reach.Known known -> signing(provider, known, path);
        }
    }

    private void url(URI url, String path) {
        String wrong = wrongWith(url);
        if (!wrong.isEmpty()) {
            problems.atValue(
                    path,
                    Shown.address(url.toString()) + " " + wrong,
                    "expected: http:// or https://, a host and a path without a slash at its end");
        }
    }

    /** What is written to sign with must be what the signing takes, and enough. */
    private void signing(ProviderConfig provider, Reach.Known reach, String path) {
        Set<String> taken = new TreeSet<>();
        reach.speaks().forEach(speech -> taken.addAll(speech.signing().credentials()));
        String expected = taken.isEmpty() ? "expected: none" : "expected: " + String.join(", ", taken);
        boolean fit = true;
        for (String credential : provider.credentials().keySet()) {
            if (!taken.contains(credential)) {
                fit = false;
                String at = Keys.path(Keys.path(path, "credentials"), credential);
                problems.atKey(at, "credential " + Shown.quoted(credential), expected);
            }
        }
        if (!provider.keys().isEmpty() && !taken.contains(Provider.API_KEY)) {
            problems.atKey(
                    Keys.path(path, provider.apiKey().isPresent() ? "api-key" : "api-keys"),
                    "a key",
                    "expected: credentials: {" + String.join(", ", taken) + "}, as it signs by "
                            + reach.speaks().getFirst().signing().id());
        } else if (fit
                && !provider.credentials().isEmpty()
                && reach.speaks().stream()
                        .noneMatch(speech ->
                                speech.signing().suffices(reach.credentials().keySet()))) {
            problems.atValue(
                    Keys.path(path, "credentials"),
                    "only "
                            + String.join(
                                    ", ", new TreeSet<>(reach.credentials().keySet())),
                    expected);
        }
    }

    private void rateLimit(String name, String header, String path) {
        if (Arrays.stream(RateLimitHeader.values())
                .noneMatch(known -> known.id().equals(name))) {
            problems.atKey(
                    path,
                    Shown.quoted(name),
                    "expected: one of "
                            + Arrays.stream(RateLimitHeader.values())
                                    .map(RateLimitHeader::id)
                                    .collect(Collectors.joining(", ")));
        } else if (!isToken(header)) {
            problems.atValue(path, "header " + Shown.quoted(header), "expected: the name of a header");
        }
    }

    private static String wrongWith(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return "is neither http nor https";
        }
        if (url.getRawUserInfo() != null) {
            return "holds credentials";
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            return "holds a query or fragment";
        }
        return url.getRawPath().endsWith("/") ? "ends with a slash" : "";
    }

    private static boolean isToken(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(letter -> letter > ' ' && letter < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(letter) < 0);
    }

    private void names() {
        Map<String, String> owners = new HashMap<>();
        config.models().keySet().forEach(name -> name(name, () -> Keys.path("models", name)));
        config.models().forEach((name, model) -> {
            for (int at = 0; at < model.aliases().size(); at++) {
                String path = Keys.path(Keys.path(Keys.path("models", name), "aliases"), at);
                alias(name, model.aliases().get(at), path, owners);
            }
        });
    }

    private void alias(String name, String alias, String path, Map<String, String> owners) {
        name(alias, () -> path);
        String owner =
                config.models().containsKey(alias) ? Keys.path("models", alias) : owners.putIfAbsent(alias, path);
        if (owner != null) {
            problems.atKey(path, Shown.quoted(alias), "expected: a name not taken, but " + owner + " has it");
        }
        if (Wildcard.isIn(name) && !Wildcard.isIn(alias)) {
            problems.atKey(path, Shown.quoted(alias), "expected: an alias with a *, as the model's name has one");
        }
    }

    private void name(String name, Supplier<String> path) {
        boolean oneStar = name.indexOf('*') == name.lastIndexOf('*');
        if (name.isEmpty() || name.length() > LONGEST_NAME || !isPrintable(name) || !oneStar) {
            problems.atKey(
                    path.get(),
                    Shown.quoted(name),
                    "expected: 1 to " + LONGEST_NAME + " characters without spaces, with at most one *");
        }
    }

    private static boolean isPrintable(String name) {
        int letter;
        for (int at = 0; at < name.length(); at += Character.charCount(letter)) {
            letter = name.codePointAt(at);
            if (Character.isWhitespace(letter)
                    || Character.isISOControl(letter)
                    || Character.getType(letter) == Character.FORMAT) {
                return false;
            }
        }
        return true;
    }

    private void model(String name, ModelConfig model, Supplier<String> path) {
        price(model.price(), () -> Keys.path(path.get(), "price"));
        try {
            HashBy.read(model.hashBy());
        } catch (IllegalArgumentException _) {
            problems.atValue(
                    Keys.path(path.get(), "hash-by"),
                    Shown.quoted(model.hashBy()),
                    "expected: key, user, or header with its name, such as header x-session");
        }
        if (!model.limits().isEmpty()) {
            limits(model.limits(), Keys.path(path.get(), "limits"));
        }
        if (model.targets().isEmpty()) {
            problems.atValue(Keys.path(path.get(), "targets"), "no target", "expected: at least one");
        }
        for (int at = 0; at < model.targets().size(); at++) {
            int place = at;
            target(name, model.targets().get(at), () -> Keys.path(Keys.path(path.get(), "targets"), place));
        }
    }

    private void limits(List<ModelConfig.LimitConfig> limits, String path) {
        Set<String> ids = new HashSet<>();
        for (int at = 0; at < limits.size(); at++) {
            String here = Keys.path(path, at);
            try {
                String id = limits.get(at).limit().id();
                if (!ids.add(id)) {
                    problems.atValue(here, Shown.quoted(id) + " once more", "expected: each measure and window once");
                }
            } catch (IllegalArgumentException e) {
                complaint(here, e);
            }
        }
    }

    private void price(Optional<String> price, Supplier<String> path) {
        if (price.isEmpty()) {
            return;
        }
        try {
            PriceText.read(price.get());
        } catch (IllegalArgumentException _) {
            problems.atValue(
                    path.get(),
                    Shown.quoted(price.get()),
                    "expected: USD by the million tokens, such as in=2.5 out=10 read=1.25 >200000 in=5 @batch=50%");
        }
    }

    private void target(String name, TargetConfig target, Supplier<String> path) {
        price(target.price(), () -> Keys.path(path.get(), "price"));
        target.when()
                .ifPresent(when -> conditions
                        .wrongWith(when)
                        .ifPresent(wrong -> problems.atValue(
                                Keys.path(path.get(), "when"),
                                Shown.quoted(when) + ": " + wrong.what(),
                                wrong.hint())));
        for (int at = 0; at < target.lacks().size(); at++) {
            if (target.abilities().contains(target.lacks().get(at))) {
                problems.atValue(
                        Keys.path(Keys.path(path.get(), "lacks"), at),
                        Shown.quoted(target.lacks().get(at).id()),
                        "expected: what does not stand under abilities too");
            }
        }
        if (!config.providers().containsKey(target.provider())
                && known.ready(target.provider()).isEmpty()) {
            problems.atValue(
                    Keys.path(path.get(), "provider"),
                    "unknown provider " + Shown.quoted(target.provider()),
                    suggestion(target.provider()));
        }
        target.model().filter(Wildcard::isIn).ifPresent(model -> {
            if (!Wildcard.isIn(name) || model.indexOf('*') != model.lastIndexOf('*')) {
                problems.atValue(
                        Keys.path(path.get(), "model"),
                        Shown.quoted(model),
                        Wildcard.isIn(name)
                                ? "expected: at most one *"
                                : "expected: no *, as the model's name has none");
            }
        });
    }

    private String suggestion(String provider) {
        List<String> known = List.copyOf(config.providers().keySet());
        return Nearest.to(provider, known, 1).stream()
                .map(near -> "did you mean '" + near + "'?")
                .findFirst()
                .orElse(
                        known.isEmpty()
                                ? "expected: one that stands under providers"
                                : "expected: one of " + String.join(", ", known));
    }
}
