package io.piuptime.model.directory;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import java.util.List;
import java.util.Optional;

/**
 * Money that may be spent.
 *
 * @param subject on whose exchanges; of a tenant's budget for a model, only that tenant's
 * @param caps how much in which window, at most one for each window; all hold at once
 * @param strict whether nothing is sent that could cost more than is left; otherwise what is under way may exceed it
 * @param alerts per cent of a cap at which somebody is told, ascending
 * @param fallback the model that is asked instead when it is spent; empty = nobody is asked
 */
public record Budget(
        String id,
        String tenant,
        String name,
        Subject subject,
        List<Cap> caps,
        boolean strict,
        List<Integer> alerts,
        Optional<String> fallback,
        boolean active)
        implements Entry {
    /**
     * So much money in a window.
     *
     * @param micros millionths of a US dollar
     */
    public record Cap(Window window, long micros) {
        public Cap {
            requireNonNull(window, "window");
            if (micros < 0) {
                throw new IllegalArgumentException("micros: " + micros + " (expected: >= 0)");
            }
        }
    }

    public Budget {
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
        requireNonNull(name, "name");
        requireNonNull(subject, "subject");
        caps = List.copyOf(caps);
        alerts = List.copyOf(alerts);
        requireNonNull(fallback, "fallback");
        if (caps.isEmpty() || caps.stream().map(Cap::window).distinct().count() < caps.size()) {
            throw new IllegalArgumentException(
                    "caps: " + caps.size() + " (expected: at least one, each for another window)");
        }
    }

    @Override
    public Kind kind() {
        return Kind.BUDGET;
    }
}
