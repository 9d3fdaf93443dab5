package io.piuptime.testkit.storm;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.load.LoadReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What callers met.
 *
 * @param calmMillis what 99 of 100 took at most while all was well: the middle one of several rounds
 */
public record StormFigures(double calmMillis, List<Row> rows) {
    /** So much longer 99 of 100 may take at most, in milliseconds. */
    public static final double MOST_ADDED = 5;

    private static final int TOO_MANY = 429;

    public StormFigures {
        rows = List.copyOf(rows);
    }

    /**
     * What they met of one fault.
     *
     * @param refused for want of money, counted apart
     * @param millis what 99 of 100 took at most
     * @param back when all was well again after the fault was over; empty if that did not come about
     */
    public record Row(
            StoreFault fault, long answered, long errors, long refused, double millis, Optional<Duration> back) {
        public Row {
            requireNonNull(fault, "fault");
            requireNonNull(back, "back");
        }

        static Row of(StoreFault fault, LoadReport load, Optional<Duration> back) {
            long refused = load.statuses().getOrDefault(TOO_MANY, 0L);
            return new Row(
                    fault, load.completed() - refused, load.errorCount(), refused, StormFigures.millis(load), back);
        }

        boolean holds(double calmMillis) {
            return errors == 0 && millis <= calmMillis + MOST_ADDED && back.isPresent();
        }
    }

    static double millis(LoadReport load) {
        return LoadReport.micros(load.total(), 99) / 1000;
    }

    /** Whether nobody noticed anything, and all came back by itself. */
    public boolean holds() {
        return rows.stream().allMatch(row -> row.holds(calmMillis));
    }

    /** Some lines for people. */
    public String text() {
        return rows.stream()
                .map(row -> String.format(
                        Locale.ROOT,
                        "%-33s %d answered, %d errors, %d refused for money, p99 %.1f ms (%+.1f), well again after %s%s",
                        row.fault.text() + ":",
                        row.answered,
                        row.errors,
                        row.refused,
                        row.millis,
                        row.millis - calmMillis,
                        row.back.map(time -> time.toMillis() + " ms").orElse("never"),
                        row.holds(calmMillis) ? "" : "  (missed)"))
                .collect(Collectors.joining(
                        "\n", String.format(Locale.ROOT, "%-33s p99 %.1f ms%n", "all well:", calmMillis), ""));
    }

    /** One JSON object. */
    public String json() {
        return rows.stream()
                .map(row -> String.format(
                        Locale.ROOT,
                        "{\"fault\":\"%s\",\"answered\":%d,\"errors\":%d,\"refused\":%d,\"p99_ms\":%.2f,"
                                + "\"p99_added_ms\":%.2f,\"back_after_ms\":%d}",
                        row.fault.text(),
                        row.answered,
                        row.errors,
                        row.refused,
                        row.millis,
                        row.millis - calmMillis,
                        row.back.map(Duration::toMillis).orElse(-1L)))
                .collect(Collectors.joining(
                        ",", String.format(Locale.ROOT, "{\"calm_p99_ms\":%.2f,\"stores\":[", calmMillis), "]}"));
    }
}
