package io.piuptime.stores.postgres;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.catalog.Secret;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where PostgreSQL is, as written in a configuration: {@code postgresql://[user[:password]@]host[:port],…/database}, with
 * parameters such as {@code ?sslmode=verify-full}. Of several hosts the one that takes writes is used, and while none does any of
 * them is read; with {@code targetServerType=primary} none.
 *
 * @param hosts with their ports, as written
 * @param parameters of TLS, and which of several servers will do, by name
 */
public record PostgresAddress(
        String hosts, String database, String user, Optional<Secret> password, Map<String, String> parameters) {
    private static final String EXPECTED = " (expected: postgresql://USER:PASSWORD@HOST:PORT/DATABASE)";
    private static final Pattern FORM =
            Pattern.compile("postgres(?:ql)?://(?:([^@/]*)@)?([^@/?#]+)/([^/?#]+)(?:\\?([^#]*))?");
    private static final Pattern HOSTS;
    private static final Set<String> PARAMETERS =
            Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "sslpassword", "channelBinding", "targetServerType");

    /** What other drivers call {@code targetServerType}, and its values. */
    private static final Map<String, String> OTHER_WORDS =
            Map.of("target_session_attrs=read-write", "primary", "target_session_attrs=primary", "primary");

    static {
        String host = "(?:\\[[0-9A-Fa-f:.]+]|[^:,\\[\\]]+)(?::[0-9]{1,5})?";
        HOSTS = Pattern.compile(host + "(?:," + host + ")*");
    }

    public PostgresAddress {
        requireNonNull(hosts, "hosts");
        requireNonNull(database, "database");
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads its written form.
     *
     * @throws IllegalArgumentException saying what is wrong, without any password
     */
    public static PostgresAddress parse(String text) {
        Matcher found = FORM.matcher(text);
        if (!found.matches() || !HOSTS.matcher(found.group(2)).matches()) {
            throw new IllegalArgumentException("database: not an address of PostgreSQL" + EXPECTED);
        }
        String account = found.group(1) == null ? "" : found.group(1);
        int colon = account.indexOf(':');
        String user = decoded(colon < 0 ? account : account.substring(0, colon));
        if (user.isEmpty()) {
            throw new IllegalArgumentException("user: none" + EXPECTED);
        }
        return new PostgresAddress(
                found.group(2),
                decoded(found.group(3)),
                user,
                colon < 0 ? Optional.empty() : Optional.of(new Secret(decoded(account.substring(colon + 1)))),
                found.group(4) == null ? Map.of() : parameters(found.group(4)));
    }

    /** As the driver wants it, without user and password. */
    String jdbc() {
        return "jdbc:postgresql://" + hosts + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return "postgresql://" + hosts + "/" + database;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (OTHER_WORDS.containsKey(pair)) {
                parameters.put("targetServerType", OTHER_WORDS.get(pair));
                continue;
            }
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (equals < 0 || !PARAMETERS.contains(name)) {
                throw new IllegalArgumentException(
                        "parameter: '" + name + "' (expected: one of " + new TreeSet<>(PARAMETERS) + ")");
            }
            parameters.put(name, decoded(pair.substring(equals + 1)));
        }
        return parameters;
    }

    private static String decoded(String text) {
        // a plus sign is itself here
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
