package io.piuptime.bench.limits;

import io.piuptime.bench.own.OwnTime;
import io.piuptime.gateway.budget.rate.Binding;
import io.piuptime.gateway.budget.rate.Meters;
import io.piuptime.gateway.budget.rate.Reached;
import io.piuptime.gateway.budget.rate.Taken;
import io.piuptime.gateway.budget.rate.Wants;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Takes of twelve limits on four levels what an exchange needs, and settles it, with callers of very many keys. */
public final class LimitTime {
    private static final int MOST = 1 << 21;
    private static final long PLENTY = 1L << 50;
    private static final Wants ESTIMATE = new Wants(1, 300, 500);
    private static final Wants REAL = new Wants(1, 280, 150);

    private final OwnTime time;

    public LimitTime(OwnTime time) {
        this.time = time;
    }

    /**
     * CPU time of one exchange, in microseconds.
     *
     * @param keys that have limits of their own, all of which are counted
     * @param inUse of them, those whose exchanges come again and again
     */
    public double micros(int keys, int inUse) {
        Meters meters = new Meters(System::currentTimeMillis, new Queue(System::nanoTime), MOST);
        Binding[] callers = new Binding[keys];
        for (int key = 0; key < keys; key++) {
            callers[key] = binding(key);
            exchange(meters, callers[key]);
        }
        Binding[] using = new Binding[inUse];
        Arrays.setAll(using, key -> callers[key * (keys / inUse)]);
        SplittableRandom random = new SplittableRandom(7);
        return time.micros(() -> exchange(meters, using[random.nextInt(using.length)]));
    }

    private static void exchange(Meters meters, Binding binding) {
        switch (meters.take(binding, "m", ESTIMATE, false)) {
            case Taken taken -> taken.settle(REAL);
            case Reached _ -> throw new IllegalStateException("a limit was reached (expected: plenty)");
        }
    }

    private static Binding binding(int key) {
        List<Bound> limits = new ArrayList<>();
        for (Subject subject : List.of(
                new Subject(Level.TENANT, "acme"),
                new Subject(Level.TEAM, "t" + key / 1_000),
                new Subject(Level.APPLICATION, "a" + key / 10),
                new Subject(Level.KEY, "k" + key))) {
            limits.add(bound(subject, Measure.REQUESTS, Window.Calendar.MINUTE));
            limits.add(bound(subject, Measure.TOKENS, Window.Calendar.DAY));
            limits.add(bound(subject, Measure.CONCURRENT, new Window.Total()));
        }
        return new Binding("acme", limits);
    }

    private static Bound bound(Subject subject, Measure measure, Window window) {
        return new Bound(subject, new Limit(measure, window, PLENTY, Optional.empty(), false));
    }
}
