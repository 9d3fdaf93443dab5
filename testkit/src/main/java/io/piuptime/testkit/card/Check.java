package io.piuptime.testkit.card;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.card.Finding.State;

/** A rule of conduct in a scenario. */
public record Check(String name, Weight weight, Rule rule) {
    /** What a broken check does to the verdict. */
    public enum Weight {
        /** The scenario is failed. */
        REQUIRED,
        /** A rescue is only a partial one. */
        ADVISORY,
        /** Nothing: it is only told. */
        INFORMATIVE
    }

    public Check {
        requireNonNull(name, "name");
        requireNonNull(weight, "weight");
        requireNonNull(rule, "rule");
    }

    /** Looks at a history. */
    @FunctionalInterface
    public interface Rule {
        Observation look(Scenario scenario, History history);
    }

    /** What a rule saw. */
    public record Observation(State state, String detail) {
        public Observation {
            requireNonNull(state, "state");
            requireNonNull(detail, "detail");
        }

        static Observation of(boolean kept, String detail) {
            return new Observation(kept ? State.KEPT : State.BROKEN, detail);
        }
    }

    static Check required(String name, Rule rule) {
        return new Check(name, Weight.REQUIRED, rule);
    }

    static Check advisory(String name, Rule rule) {
        return new Check(name, Weight.ADVISORY, rule);
    }

    static Check informative(String name, Rule rule) {
        return new Check(name, Weight.INFORMATIVE, rule);
    }

    Finding look(Scenario scenario, History history) {
        Observation seen = rule.look(scenario, history);
        return new Finding(this, seen.state(), seen.detail());
    }
}
