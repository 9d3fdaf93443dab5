package io.piuptime.bench;

import io.piuptime.bench.routing.RoutingTime;
import io.piuptime.model.routing.Strategy;

/** What it costs to choose one of ten targets: by the dearest strategy, with few models and with very many. */
final class Route {
    private static final int TARGETS = 10;
    private static final int FEW = 100;
    private static final int MANY = 10_000;

    private final Scale scale;
    private final Figures figures;

    Route(Scale scale, Figures figures) {
        this.scale = scale;
        this.figures = figures;
    }

    void measure() {
        RoutingTime time = new RoutingTime(scale.pair(), TARGETS);
        double few = 0;
        double many = 0;
        double ratio = 0;
        for (Strategy strategy : Strategy.values()) {
            double withFew = time.micros(strategy, FEW);
            double withMany = time.micros(strategy, MANY);
            few = Math.max(few, withFew);
            many = Math.max(many, withMany);
            ratio = Math.max(ratio, withMany / withFew);
        }
        figures.put("route_us", few);
        figures.put("route_10k_us", many);
        figures.put("route_10k_ratio", ratio);
    }
}
