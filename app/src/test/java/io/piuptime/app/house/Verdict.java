package io.piuptime.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;

/** Says a rule's value and its limit, then fails if the value is beyond it. */
final class Verdict {
    private final String rule;

    Verdict(String rule) {
        this.rule = rule;
    }

    /** Nobody may break the rule. */
    void noneOf(List<String> offenders) {
        atMost(offenders.size(), 0, offenders);
    }

    /**
     * The value may reach the limit.
     *
     * @param offenders where to look when it does not hold
     */
    void atMost(double value, double limit, List<String> offenders) {
        say(value, "at most", limit);
        assertThat(value)
                .as("%s (look at:%n%s)", rule, String.join(System.lineSeparator(), offenders))
                .isLessThanOrEqualTo(limit);
    }

    /** The value must reach the limit. */
    void atLeast(double value, double limit) {
        say(value, "at least", limit);
        assertThat(value).as(rule).isGreaterThanOrEqualTo(limit);
    }

    private void say(double value, String bound, double limit) {
        System.out.printf(Locale.ROOT, "house: %s: %s (%s %s)%n", rule, shown(value), bound, shown(limit));
    }

    private static String shown(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : String.format(Locale.ROOT, "%.2f", number);
    }
}
