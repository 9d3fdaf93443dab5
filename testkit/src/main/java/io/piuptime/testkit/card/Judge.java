package io.piuptime.testkit.card;

import static java.util.stream.Collectors.joining;

import io.piuptime.testkit.card.Call.Ending;
import io.piuptime.testkit.card.Check.Weight;
import io.piuptime.testkit.card.Scenario.Wanted;
import java.util.List;

/** Finds the verdict from what happened; the same rules for everyone. */
public final class Judge {
    public Judged judge(Scenario scenario, History history) {
        List<Finding> findings = scenario.checks().stream()
                .map(check -> check.look(scenario, history))
                .toList();
        return verdict(scenario, history, findings);
    }

    private static Judged verdict(Scenario scenario, History history, List<Finding> findings) {
        if (history.ending() == Ending.HUNG) {
            return judged(scenario, history, findings, Grade.FAIL, "hangs");
        }
        if (history.isTruncated() && scenario.wanted() == Wanted.ANSWER) {
            return judged(scenario, history, findings, Grade.FAIL, "a truncated answer presented as success");
        }
        String required = broken(findings, Weight.REQUIRED);
        if (!required.isEmpty()) {
            return judged(scenario, history, findings, Grade.FAIL, required);
        }
        boolean answered = history.ending() == Ending.ANSWERED;
        if (scenario.wanted() == Wanted.ERROR && answered) {
            return judged(
                    scenario, history, findings, Grade.PARTIAL, "answered by another model in spite of the refusal");
        }
        if (scenario.wanted() == Wanted.ANSWER && !answered) {
            return judged(scenario, history, findings, Grade.SAFE, "a clear error: " + history.error());
        }
        String advisory = broken(findings, Weight.ADVISORY);
        return advisory.isEmpty()
                ? judged(scenario, history, findings, Grade.PASS, answered ? "rescued" : "the refusal was told")
                : judged(scenario, history, findings, Grade.PARTIAL, advisory);
    }

    private static String broken(List<Finding> findings, Weight weight) {
        return findings.stream()
                .filter(finding -> finding.breaks(weight))
                .map(finding -> finding.check().name() + ": " + finding.detail())
                .collect(joining("; "));
    }

    private static Judged judged(
            Scenario scenario, History history, List<Finding> findings, Grade grade, String reason) {
        return new Judged(scenario, grade, reason, findings, history);
    }
}
