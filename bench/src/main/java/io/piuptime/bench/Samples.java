package io.piuptime.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The values of one figure in several windows. */
final class Samples {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double median() {
        if (values.isEmpty()) {
            throw new IllegalStateException("samples: none (expected: at least one window)");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double least() {
        return Collections.min(values);
    }

    double most() {
        return Collections.max(values);
    }
}
