package io.piuptime.control.costs;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one day of one use of one target cost: a line of a report.
 *
 * @param whose ids and marks by what they are: {@code tenant}, {@code team}, {@code key}, {@code tag:env}
 * @param target provider and model, {@code openai/gpt-4o}
 * @param micros millionths of a dollar
 * @param unpriced exchanges without a known cost
 * @param unconfirmed millionths of a dollar that budgets count as spent beyond that, as nobody was told the cost
 */
public record Line(
        LocalDate day,
        Map<String, String> whose,
        String model,
        String target,
        long exchanges,
        long input,
        long output,
        long micros,
        long unpriced,
        long unconfirmed) {
    public Line {
        requireNonNull(day, "day");
        whose = Map.copyOf(whose);
        requireNonNull(model, "model");
        requireNonNull(target, "target");
    }

    /** Name of the account at a provider. */
    public String provider() {
        int slash = target.indexOf('/');
        return slash < 0 ? target : target.substring(0, slash);
    }

    /** The provider's name for the model. */
    public String upstream() {
        int slash = target.indexOf('/');
        return slash < 0 ? "" : target.substring(slash + 1);
    }

    /** Whose it was, in an order that stays. */
    Map<String, String> marks() {
        return new TreeMap<>(whose);
    }
}
