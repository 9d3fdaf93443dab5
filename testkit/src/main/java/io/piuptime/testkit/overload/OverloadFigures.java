package io.piuptime.testkit.overload;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.load.LoadReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What callers met while they asked for twice as much as an engine could answer.
 *
 * @param model that was asked
 * @param goodput answers in a second, as a share of what the engine can do
 * @param aloneMillis to the first token for 99 of 100 while there was room for all
 * @param interactiveMillis the same of interactive requests in the overload
 * @param answered shares of each priority's requests that were answered
 * @param errors that were neither answers nor refusals
 */
public record OverloadFigures(
        String model,
        double goodput,
        double aloneMillis,
        double interactiveMillis,
        Map<String, Double> answered,
        long errors) {
    /** Least share of what the engine can do. */
    public static final double LEAST_GOODPUT = 0.9;

    /** Most times that interactive first tokens may take of what they take alone. */
    public static final double MOST_RATIO = 2;

    public OverloadFigures {
        requireNonNull(model, "model");
        answered = Map.copyOf(answered);
    }

    static OverloadFigures of(String model, double perSecond, LoadReport alone, Map<String, LoadReport> reports) {
        double seconds = 0;
        long answers = 0;
        long errors = alone.errorCount();
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Map.Entry<String, LoadReport> one : reports.entrySet()) {
            LoadReport report = one.getValue();
            long good = report.statuses().getOrDefault(200, 0L);
            shares.put(one.getKey(), (double) good / Math.max(1, report.completed() + report.errorCount()));
            answers += good;
            errors += report.errorCount();
            seconds = Math.max(seconds, report.elapsed().toNanos() / 1e9);
        }
        LoadReport interactive = reports.getOrDefault("interactive", alone);
        return new OverloadFigures(
                model,
                answers / seconds / perSecond,
                LoadReport.micros(alone.first(), 99) / 1000,
                LoadReport.micros(interactive.first(), 99) / 1000,
                shares,
                errors);
    }

    /** How many times as long interactive first tokens take as alone. */
    public double ratio() {
        return interactiveMillis / aloneMillis;
    }

    /** Whether the engine was used, those who look at the screen did not notice, and nobody was starved. */
    public boolean holds() {
        return errors == 0
                && goodput >= LEAST_GOODPUT
                && ratio() <= MOST_RATIO
                && answered.values().stream().allMatch(share -> share > 0);
    }

    /** One line for people. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%-8s goodput %5.1f %% of capacity; interactive first token p99 %6.1f ms, alone %6.1f ms (%.2f times);"
                        + " answered %s; %d errors",
                model,
                100 * goodput,
                interactiveMillis,
                aloneMillis,
                ratio(),
                shares(", ", "%s %.1f %%", 100),
                errors);
    }

    /** One JSON object. */
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"model\":\"%s\",\"goodput\":%.3f,\"alone_p99_ms\":%.2f,\"interactive_p99_ms\":%.2f,\"ratio\":%.3f,"
                        + "\"answered\":{%s},\"errors\":%d,\"holds\":%b}",
                model,
                goodput,
                aloneMillis,
                interactiveMillis,
                ratio(),
                shares(",", "\"%s\":%.3f", 1),
                errors,
                holds());
    }

    private String shares(String between, String format, double factor) {
        return answered.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> String.format(Locale.ROOT, format, one.getKey(), factor * one.getValue()))
                .collect(Collectors.joining(between));
    }
}
