package io.piuptime.control.api;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call that a route took on.
 *
 * @param ids the ids in its path
 */
public record Question(List<String> ids, Map<String, String> query, Bytes body) {
    public Question {
        ids = List.copyOf(ids);
        query = Map.copyOf(query);
        requireNonNull(body, "body");
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    public Optional<Instant> moment(String name) {
        return text(name).map(value -> Moments.parse(name, value));
    }

    public int number(String name, int otherwise, int min, int max) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // falls through to the same refusal
        }
        throw Problem.invalid(
                "invalid_parameter",
                name + ": " + Problem.shown(value.get()) + " (expected: " + min + " to " + max + ")");
    }

    /** Without the body, which may hold anything. */
    @Override
    public String toString() {
        return "ids " + ids + ", query " + query.keySet();
    }
}
