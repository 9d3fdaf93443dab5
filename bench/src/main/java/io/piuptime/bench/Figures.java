package io.piuptime.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a run found, by name, in the order in which it was found; a figure without value could not be measured. */
public final class Figures {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, OptionalDouble> values = new LinkedHashMap<>();

    void put(String name, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new BenchFailure(name + ": " + value + " (expected: a number)");
        }
        values.put(name, OptionalDouble.of(value));
    }

    void count(String name, long value) {
        values.put(name, OptionalDouble.of((double) value));
    }

    void absent(String name) {
        values.put(name, OptionalDouble.empty());
    }

    /** The median of some windows under the name itself, the least and the most beside it. */
    void put(String name, Samples samples) {
        put(name, samples.median());
        put(name + "_min", samples.least());
        put(name + "_max", samples.most());
    }

    /** Whether it was asked for, and found or found absent. */
    boolean has(String name) {
        return values.containsKey(name);
    }

    public OptionalDouble value(String name) {
        return values.getOrDefault(name, OptionalDouble.empty());
    }

    /** One JSON object on one line; what could not be measured is null. */
    public String json() {
        ObjectNode all = JSON.createObjectNode();
        values.forEach((name, value) -> {
            if (value.isPresent()) {
                all.put(name, Math.round(value.getAsDouble() * 1000) / 1000.0);
            } else {
                all.putNull(name);
            }
        });
        return all.toString();
    }
}
