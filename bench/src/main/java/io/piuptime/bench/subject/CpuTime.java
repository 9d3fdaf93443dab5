package io.piuptime.bench.subject;

import java.util.Map;

/**
 * The CPU time of some processes at one moment, user and system together.
 *
 * @param nanosByThread of the threads that live, as exactly as the scheduler knows it; empty = it does not tell
 * @param micros of all threads, those that ended included, rounded to ticks
 */
public record CpuTime(Map<Long, Long> nanosByThread, long micros) {
    private static final double ROUNDING_MICROS = 50_000;

    public CpuTime {
        nanosByThread = Map.copyOf(nanosByThread);
    }

    /**
     * The time spent since an earlier moment: exact unless a thread ended in between, then rounded. A thread that lived
     * in between only shows in the rounded time alone, which is then much the greater.
     */
    public double microsSince(CpuTime before) {
        double rounded = micros - before.micros;
        if (before.nanosByThread.isEmpty() || !nanosByThread.keySet().containsAll(before.nanosByThread.keySet())) {
            return rounded;
        }
        long nanos = 0;
        for (Map.Entry<Long, Long> thread : nanosByThread.entrySet()) {
            nanos += thread.getValue() - before.nanosByThread.getOrDefault(thread.getKey(), 0L);
        }
        return Math.max(nanos / 1e3, rounded - ROUNDING_MICROS);
    }
}
