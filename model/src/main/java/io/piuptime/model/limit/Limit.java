package io.piuptime.model.limit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * So much of something in a window, for whoever it is written at.
 *
 * @param window of no meaning for {@link Measure#CONCURRENT}, where it is {@code total}
 * @param amount requests or tokens; 0 allows none
 * @param model the name, or a name with {@code *}, of the models that it counts; empty = all of them together
 * @param queues whether whoever finds it reached waits for room, as long as a request may wait for a place, before being refused
 * @param whose use it counts, of those it is written for
 */
public record Limit(Measure measure, Window window, long amount, Optional<String> model, boolean queues, Whose whose) {
    /** A limit of what all do together. */
    public Limit(Measure measure, Window window, long amount, Optional<String> model, boolean queues) {
        this(measure, window, amount, model, queues, Whose.ALL);
    }

    public Limit {
        requireNonNull(measure, "measure");
        requireNonNull(window, "window");
        requireNonNull(model, "model");
        requireNonNull(whose, "whose");
        if (amount < 0) {
            throw new IllegalArgumentException("amount: " + amount + " (expected: >= 0)");
        }
        if (measure == Measure.CONCURRENT && !(window instanceof Window.Total)) {
            throw new IllegalArgumentException("window: " + window.text() + " (expected: none for concurrent)");
        }
    }

    /** What tells it apart from others at the same place: {@code tokens/minute/gpt-*}, {@code requests/day each end-user}. */
    public String id() {
        return whose instanceof Whose.All ? counted() : counted() + " " + whose.text();
    }

    /** What it counts, whoever uses it: {@code tokens/minute/gpt-*}. */
    public String counted() {
        return measure.id() + "/" + window.text()
                + model.map(name -> "/" + name).orElse("");
    }
}
