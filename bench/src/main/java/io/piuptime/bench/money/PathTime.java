package io.piuptime.bench.money;

import io.piuptime.bench.own.OwnTime;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.authenticate.Authenticator;
import io.piuptime.gateway.budget.money.pay.DirectoryBudgets;
import io.piuptime.gateway.budget.rate.Meters;
import io.piuptime.gateway.budget.rate.Reached;
import io.piuptime.gateway.budget.rate.Taken;
import io.piuptime.gateway.budget.rate.Wants;
import io.piuptime.gateway.budget.turn.BoundLimits;
import io.piuptime.gateway.budget.turn.CallerLimits;
import io.piuptime.gateway.directory.Directory;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * CPU time of this thread for all that is asked of an exchange besides passing it on: whose key it bears, whether all limits of all
 * levels have room, whether its budgets have the money, all of it taken, and settled when the answer is there.
 */
public final class PathTime {
    private static final int MOST = 1 << 21;
    private static final Wants ESTIMATE = new Wants(1, 300, 500);
    private static final Wants REAL = new Wants(1, 300, 50);

    private final OwnTime time;
    private final Path folder;

    /** @param folder in which the journal lies */
    public PathTime(OwnTime time, Path folder) {
        this.time = time;
        this.folder = folder;
    }

    /**
     * Microseconds for each request.
     *
     * @param keys one of which each request bears, in no order
     */
    public double micros(Directory directory, Authenticator authenticator, String[] keys) {
        List<Budget> budgets = new ArrayList<>();
        directory.forEach(Kind.BUDGET, budget -> budgets.add((Budget) budget));
        Meters meters = new Meters(System::currentTimeMillis, new Queue(System::nanoTime), MOST);
        BoundLimits limits = new CallerLimits();
        SplittableRandom random = new SplittableRandom(7);
        try (Till till = new Till(folder, new DirectoryBudgets(directory.budgets()), budgets)) {
            return time.micros(
                    () -> {
                        Exchange exchange = till.exchange(Optional.of(keys[random.nextInt(keys.length)]));
                        authenticator.opened(exchange);
                        switch (meters.take(
                                limits.of(exchange), exchange.model().name(), ESTIMATE, false)) {
                            case Taken taken -> {
                                till.spend(exchange);
                                taken.settle(REAL);
                            }
                            case Reached _ -> throw new IllegalStateException("a limit was reached (expected: plenty)");
                        }
                    },
                    till::tend);
        }
    }
}
