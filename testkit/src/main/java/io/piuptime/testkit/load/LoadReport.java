package io.piuptime.testkit.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What a load met: counts, errors by kind, times in nanoseconds. Filled by one thread, read when that is done. */
public final class LoadReport {
    private static final long LONGEST = Duration.ofMinutes(10).toNanos();

    private final Histogram first = new Histogram(LONGEST, 3);
    private final Histogram gap = new Histogram(LONGEST, 3);
    private final Histogram total = new Histogram(LONGEST, 3);
    private final Map<String, Long> errors = new TreeMap<>();
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private long completed;
    private long frames;
    private int mostOpen;
    private Duration elapsed = Duration.ZERO;

    LoadReport() {}

    /** From the (intended) start to the first byte; of an event stream to its first event with content. */
    public Histogram first() {
        return first;
    }

    /** Between two events of a stream. */
    public Histogram gap() {
        return gap;
    }

    /** From the (intended) start to the last byte. */
    public Histogram total() {
        return total;
    }

    /** Errors by kind: connect, closed, timeout, garbage, status, bytes, marker, frames. */
    public Map<String, Long> errors() {
        return Map.copyOf(errors);
    }

    public long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Replies by status, wrong ones included. */
    public Map<Integer, Long> statuses() {
        return Map.copyOf(statuses);
    }

    /** Replies without error. */
    public long completed() {
        return completed;
    }

    /** Events of the replies without error. */
    public long frames() {
        return frames;
    }

    /** Exchanges that were under way at the same moment. */
    public int mostOpen() {
        return mostOpen;
    }

    public Duration elapsed() {
        return elapsed;
    }

    /** Replies without error a second. */
    public double perSecond() {
        return completed / (elapsed.toNanos() / 1e9);
    }

    /** A quantile of a histogram in microseconds. */
    public static double micros(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e3;
    }

    @Override
    public String toString() {
        return completed + " completed in " + elapsed.toMillis() + " ms, errors " + errors + ", statuses " + statuses;
    }

    void error(String kind) {
        errors.merge(kind, 1L, Long::sum);
    }

    void status(int status) {
        statuses.merge(status, 1L, Long::sum);
    }

    void completed(long nanos, int newFrames) {
        completed++;
        frames += newFrames;
        total.recordValue(Math.clamp(nanos, 0, LONGEST));
    }

    void first(long nanos) {
        first.recordValue(Math.clamp(nanos, 0, LONGEST));
    }

    void gap(long nanos) {
        gap.recordValue(Math.clamp(nanos, 0, LONGEST));
    }

    void open(int open) {
        mostOpen = Math.max(mostOpen, open);
    }

    void elapsed(Duration time) {
        elapsed = time;
    }
}
