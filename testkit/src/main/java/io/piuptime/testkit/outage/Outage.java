package io.piuptime.testkit.outage;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.load.LoadReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of an outage.
 *
 * @param load as its callers met it
 * @param down how long the target was gone
 * @param unaware how often the target was asked in vain before it was given up
 * @param noticed when it was asked for the last time before that, since it was gone
 * @param probes when it was asked later than that, since it was gone
 * @param back when it was asked as often again as before, since it was there again; empty if that did not come about
 */
public record Outage(
        LoadReport load, Duration down, int unaware, Duration noticed, List<Duration> probes, Optional<Duration> back) {
    /** Who is not asked for so long has been given up: the first interval without a probe is a second at least. */
    static final Duration GIVEN_UP = Duration.ofMillis(900);

    private static final long FIRST_MILLIS = 1000;
    private static final long LONGEST_MILLIS = 6666;

    public Outage {
        requireNonNull(load, "load");
        requireNonNull(down, "down");
        requireNonNull(noticed, "noticed");
        probes = List.copyOf(probes);
        requireNonNull(back, "back");
    }

    /** How many probes there may be: one at the end of each interval, which are 1, 2, 4 and then 6.7 seconds at least. */
    public int mostProbes() {
        int most = 0;
        long interval = FIRST_MILLIS;
        for (long end = noticed.toMillis() + interval; end < down.toMillis(); end += interval) {
            most++;
            interval = Math.min(2 * interval, LONGEST_MILLIS);
        }
        return most;
    }

    /** One line for people. */
    public String line() {
        return "outage of %d s at %.0f requests/s: %d answered, %d errors %s; asked %d times in vain within %d ms, then %d probes (at most %d); back after %s; p99 %.1f ms"
                .formatted(
                        down.toSeconds(),
                        load.perSecond(),
                        load.completed(),
                        load.errorCount(),
                        load.errors(),
                        unaware,
                        noticed.toMillis(),
                        probes.size(),
                        mostProbes(),
                        back.map(time -> time.toMillis() + " ms").orElse("never"),
                        LoadReport.micros(load.total(), 99) / 1000);
    }

    /** One JSON object. */
    public String json() {
        return ("{\"outage_seconds\":%d,\"answered\":%d,\"errors\":%d,\"unaware\":%d,\"probes\":%d,\"most_probes\":%d,"
                        + "\"back_after_ms\":%d,\"p99_ms\":%.1f}")
                .formatted(
                        down.toSeconds(),
                        load.completed(),
                        load.errorCount(),
                        unaware,
                        probes.size(),
                        mostProbes(),
                        back.map(Duration::toMillis).orElse(-1L),
                        LoadReport.micros(load.total(), 99) / 1000);
    }

    /** Whether it was survived as promised. */
    public boolean survived() {
        return load.errorCount() == 0
                && probes.size() <= mostProbes()
                && back.filter(time -> time.toSeconds() < 15).isPresent();
    }
}
