package io.piuptime.gateway.load;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * One line of a text of metrics.
 *
 * @param labels by name
 * @param value any number, infinite ones and NaN included
 */
record Sample(String name, Map<String, String> labels, double value) {
    Sample {
        requireNonNull(name, "name");
        labels = Map.copyOf(labels);
    }

    /** A label's value, empty if there is no such label. */
    String label(String label) {
        return labels.getOrDefault(label, "");
    }
}
