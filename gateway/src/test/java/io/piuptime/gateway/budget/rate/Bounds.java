package io.piuptime.gateway.budget.rate;

import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import java.util.List;
import java.util.Optional;

/** Limits to be bound by. */
final class Bounds {
    static final Subject KEY = new Subject(Level.KEY, "k1");
    static final Subject TEAM = new Subject(Level.TEAM, "t1");

    private Bounds() {}

    static Binding of(Bound... items) {
        return new Binding("acme", List.of(items));
    }

    static Bound key(Measure measure, Window window, long amount) {
        return item(KEY, measure, window, amount);
    }

    static Bound item(Subject subject, Measure measure, Window window, long amount) {
        return new Bound(subject, new Limit(measure, window, amount, Optional.empty(), false));
    }

    static Bound ofModel(String model, Measure measure, Window window, long amount) {
        return new Bound(KEY, new Limit(measure, window, amount, Optional.of(model), false));
    }

    static Bound queueing(Measure measure, Window window, long amount) {
        return new Bound(KEY, new Limit(measure, window, amount, Optional.empty(), true));
    }
}
