package io.piuptime.testkit.card;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A fault of the wall and what is asked of a gateway before it.
 *
 * @param fallback the wall's model behind the one that fails
 * @param wanted what the caller should get
 * @param patience of the caller; what has not ended then hangs
 * @param series many requests instead of one
 */
public record Scenario(
        Name name, String fallback, Wanted wanted, Duration patience, Optional<Series> series, List<Check> checks) {
    /**
     * What it is called.
     *
     * @param id as in {@code S01}
     * @param model the wall's model that fails
     */
    public record Name(String id, String title, String model) {
        public Name {
            requireNonNull(id, "id");
            requireNonNull(title, "title");
            requireNonNull(model, "model");
        }
    }

    /** The ideal outcome. */
    public enum Wanted {
        /** The whole answer. */
        ANSWER,
        /** The provider's own refusal. */
        ERROR
    }

    public Scenario {
        requireNonNull(name, "name");
        requireNonNull(fallback, "fallback");
        requireNonNull(wanted, "wanted");
        requireNonNull(patience, "patience");
        requireNonNull(series, "series");
        checks = List.copyOf(checks);
    }

    static Scenario of(String id, String title, String model, int patienceSeconds, Check... checks) {
        return new Scenario(
                new Name(id, title, model),
                Scenarios.HEALTHY,
                Wanted.ANSWER,
                Duration.ofSeconds(patienceSeconds),
                Optional.empty(),
                List.of(checks));
    }

    Scenario wanting(Wanted other) {
        return new Scenario(name, fallback, other, patience, series, checks);
    }

    Scenario before(String otherFallback) {
        return new Scenario(name, otherFallback, wanted, patience, series, checks);
    }

    Scenario inSeries(Series requests) {
        return new Scenario(name, fallback, wanted, patience, Optional.of(requests), checks);
    }

    public String id() {
        return name.id();
    }

    /** The wall's model that fails. */
    public String model() {
        return name.model();
    }
}
