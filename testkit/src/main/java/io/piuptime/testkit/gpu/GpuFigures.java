package io.piuptime.testkit.gpu;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.load.LoadReport;
import java.time.Duration;
import java.util.Locale;

/**
 * What the callers of one strategy met at one load.
 *
 * @param load share of what the engines can do together
 * @param sent requests
 * @param good answers whose first token came in time
 * @param seconds in which the requests were sent
 * @param p50Millis to the first token
 * @param p99Millis to the first token
 */
public record GpuFigures(
        String strategy,
        double load,
        long sent,
        long good,
        long errors,
        double seconds,
        double p50Millis,
        double p99Millis) {
    public GpuFigures {
        requireNonNull(strategy, "strategy");
    }

    static GpuFigures of(String strategy, double load, LoadReport report, Duration inTime, Duration time) {
        return new GpuFigures(
                strategy,
                load,
                report.completed() + report.errorCount(),
                report.first().getCountBetweenValues(0, inTime.toNanos()),
                report.errorCount(),
                time.toNanos() / 1e9,
                LoadReport.micros(report.first(), 50) / 1000,
                LoadReport.micros(report.first(), 99) / 1000);
    }

    /** Good answers in a second. */
    public double goodput() {
        return good / seconds;
    }

    /** What share of the answers was good. */
    public double share() {
        return sent == 0 ? 0 : (double) good / sent;
    }

    /** One line for people. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%-15s at %2.0f %%: %6.1f good answers/s (%5.1f %%), first token p50 %7.1f ms, p99 %7.1f ms, %d errors",
                strategy,
                100 * load,
                goodput(),
                100 * share(),
                p50Millis,
                p99Millis,
                errors);
    }

    /** One JSON object. */
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"strategy\":\"%s\",\"load\":%.2f,\"sent\":%d,\"good\":%d,\"errors\":%d,\"goodput\":%.2f,"
                        + "\"first_token_p50_ms\":%.2f,\"first_token_p99_ms\":%.2f}",
                strategy,
                load,
                sent,
                good,
                errors,
                goodput(),
                p50Millis,
                p99Millis);
    }
}
