package io.piuptime.testkit.card;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** A scenario with its verdict and why. */
public record Judged(Scenario scenario, Grade grade, String reason, List<Finding> findings, History history) {
    public Judged {
        requireNonNull(scenario, "scenario");
        requireNonNull(grade, "grade");
        requireNonNull(reason, "reason");
        findings = List.copyOf(findings);
        requireNonNull(history, "history");
    }

    /** The attempts that the scenario cost the provider. */
    public int attempts() {
        return history.attempts().size();
    }
}
