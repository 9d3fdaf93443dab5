package io.piuptime.control.api;

import static java.util.Objects.requireNonNull;

import io.piuptime.control.access.Permission;
import io.piuptime.gateway.accept.admin.CallReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One row of the admin API's table. Whoever lacks the permission where the scope says is turned away before the handler sees
 * the call.
 *
 * @param pattern path in which a segment such as {@code {id}} stands for an id
 * @param permission what the caller must be allowed to do
 * @param scope where
 * @param query names of the query parameters it knows
 */
public record Route(
        String method,
        String pattern,
        Permission permission,
        Scope scope,
        Set<String> query,
        Function<Question, CallReply> handler) {
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,128}");

    public Route {
        requireNonNull(method, "method");
        requireNonNull(pattern, "pattern");
        requireNonNull(permission, "permission");
        requireNonNull(scope, "scope");
        query = Set.copyOf(query);
        requireNonNull(handler, "handler");
    }

    /** Whether it changes nothing. */
    public boolean reads() {
        return method.equals("GET");
    }

    /** The ids in a path of this pattern, in their order; empty when the path is another. */
    public Optional<List<String>> match(String path) {
        String[] expected = pattern.split("/", -1);
        String[] actual = path.split("/", expected.length + 1);
        if (actual.length != expected.length) {
            return Optional.empty();
        }
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < expected.length; i++) {
            boolean id = expected[i].startsWith("{");
            if (id ? !ID.matcher(actual[i]).matches() : !actual[i].equals(expected[i])) {
                return Optional.empty();
            }
            if (id) {
                ids.add(actual[i]);
            }
        }
        return Optional.of(List.copyOf(ids));
    }
}
