package io.piuptime.bench.gpu;

import io.piuptime.testkit.gpu.GpuFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a strategy gains by knowing the load, at each load.
 *
 * @param figures of every strategy at every load
 */
record Comparison(List<GpuFigures> figures) {
    /** Shares of what the engines can do together. */
    static final List<Double> LOADS = List.of(0.80, 0.95);

    private static final String LOAD_AWARE = "load";
    private static final String TURNS = "round-robin";

    Comparison {
        figures = List.copyOf(figures);
    }

    /** Whether it gives more good answers, and gives first tokens sooner in the worst cases, at every load. */
    boolean isBetter() {
        return figures.stream().allMatch(one -> one.errors() == 0)
                && LOADS.stream().allMatch(load -> goodput(load, TURNS) > 1 && p99(load, TURNS) < 1);
    }

    /** Lines for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (double load : LOADS) {
            for (String other : others()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "load over %s at %.0f %%: goodput %.2f times, p99 %.2f times",
                        other,
                        100 * load,
                        goodput(load, other),
                        p99(load, other)));
            }
        }
        return lines;
    }

    /** One JSON object. */
    String json() {
        return "{\"gpus\":["
                + figures.stream().map(GpuFigures::json).collect(Collectors.joining(","))
                + "],\"better\":" + isBetter() + "}";
    }

    private List<String> others() {
        return figures.stream()
                .map(GpuFigures::strategy)
                .distinct()
                .filter(strategy -> !strategy.equals(LOAD_AWARE))
                .toList();
    }

    private double goodput(double load, String other) {
        return find(load, LOAD_AWARE).goodput() / find(load, other).goodput();
    }

    private double p99(double load, String other) {
        return find(load, LOAD_AWARE).p99Millis() / find(load, other).p99Millis();
    }

    private GpuFigures find(double load, String strategy) {
        return figures.stream()
                .filter(one -> one.load() == load && one.strategy().equals(strategy))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no figures of " + strategy + " at " + load));
    }
}
