package io.piuptime.control.api;

import static java.util.Objects.requireNonNull;

import io.piuptime.control.access.Caller;
import io.piuptime.control.access.Found;
import io.piuptime.gateway.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call that a route took on, by somebody who may.
 *
 * @param ids the ids in its path
 * @param entry the entry that the path names, where the route's scope is that
 * @param headers those that the API knows, by lower-case name
 */
public record Question(
        Caller caller,
        List<String> ids,
        Optional<Found> entry,
        Map<String, String> query,
        Map<String, String> headers,
        Bytes body) {
    public Question {
        requireNonNull(caller, "caller");
        ids = List.copyOf(ids);
        requireNonNull(entry, "entry");
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
        requireNonNull(body, "body");
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public Optional<Instant> moment(String name) {
        return text(name).map(value -> Moments.parse(name, value));
    }

    /** Whether a parameter says {@code true}; it may say {@code false}, and is false when it is missing. */
    public boolean flag(String name) {
        return text(name)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default ->
                        throw Problem.invalid(
                                "invalid_parameter", name + ": " + Problem.shown(value) + " (expected: true or false)");
                })
                .orElse(false);
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
