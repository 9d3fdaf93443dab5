package io.piuptime.control.costs;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.directory.Budget;
import io.piuptime.model.limit.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a cap will be reached, if it goes on as it did.
 *
 * @param spent millionths of a dollar that are gone in the present window
 * @param perDay millionths of a dollar a day, of late
 * @param runsOut when nothing is left; empty if the window ends before, or nothing is spent
 * @param atEnd what will be spent at the window's end; of one without end, what is spent
 */
public record Forecast(long spent, long perDay, Optional<Instant> runsOut, long atEnd) {
    private static final long DAY = Duration.ofDays(1).toMillis();

    public Forecast {
        requireNonNull(runsOut, "runsOut");
    }

    /** So much was spent in some time. */
    public record Spent(Instant from, Instant to, long micros) {
        public Spent {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("to: " + to + " (expected: after " + from + ")");
            }
        }
    }

    /**
     * The forecast of a cap.
     *
     * @param gone what is gone of it
     * @param lately what was spent in several stretches of time, such as the last days; each counts as much as it is long, and
     *     the later half of them twice, for what is new goes on
     */
    public static Forecast of(Budget.Cap cap, long gone, List<Spent> lately, Instant now) {
        long perDay = perDay(lately);
        Optional<Instant> end =
                cap.window() instanceof Window.Calendar calendar ? Optional.of(calendar.end(now)) : Optional.empty();
        long left = cap.micros() - gone;
        if (left <= 0) {
            return new Forecast(gone, perDay, Optional.of(now), gone);
        }
        long atEnd = end.map(moment ->
                        gone + times(perDay, Duration.between(now, moment).toMillis()))
                .orElse(gone);
        if (perDay == 0) {
            return new Forecast(gone, 0, Optional.empty(), gone);
        }
        double millis = (double) left / perDay * DAY;
        double longest = Duration.ofDays(36_500).toMillis();
        Optional<Instant> out = millis > longest || cap.window() instanceof Window.Rolling
                ? Optional.empty()
                : Optional.of(now.plusMillis((long) Math.ceil(millis)));
        return new Forecast(
                gone, perDay, out.filter(moment -> end.filter(moment::isAfter).isEmpty()), atEnd);
    }

    private static long perDay(List<Spent> lately) {
        double weighed = 0;
        double time = 0;
        int half = lately.size() / 2;
        for (int i = 0; i < lately.size(); i++) {
            Spent one = lately.get(i);
            double weight = i >= half && lately.size() > 1 ? 2 : 1;
            weighed += weight * one.micros();
            time += weight * Duration.between(one.from(), one.to()).toMillis();
        }
        return time == 0 ? 0 : Math.round(weighed / time * DAY);
    }

    private static long times(long perDay, long millis) {
        return Math.round((double) perDay / DAY * millis);
    }
}
