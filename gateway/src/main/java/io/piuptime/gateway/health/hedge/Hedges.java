package io.piuptime.gateway.health.hedge;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is known of all models that are hedged on this node. It outlives configurations, and is bounded: with more models than
 * it has places for (their names can come from callers), those that are new share one.
 */
public final class Hedges {
    private static final int PLACES = 1024;

    private final ConcurrentHashMap<String, ModelHedges> models = new ConcurrentHashMap<>();
    private final ModelHedges others = new ModelHedges();
    private final LongAdder begun = new LongAdder();
    private final LongAdder won = new LongAdder();

    /** What is known of a model. */
    public ModelHedges of(String model) {
        ModelHedges known = models.get(model);
        if (known != null) {
            return known;
        }
        return models.size() < PLACES ? models.computeIfAbsent(model, _ -> new ModelHedges()) : others;
    }

    public void begin() {
        begun.increment();
    }

    public void win() {
        won.increment();
    }

    /** How many second targets were asked. */
    public long begun() {
        return begun.sum();
    }

    /** How many of them answered first. */
    public long won() {
        return won.sum();
    }
}
