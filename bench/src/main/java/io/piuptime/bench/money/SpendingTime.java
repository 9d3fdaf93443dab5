package io.piuptime.bench.money;

import io.piuptime.bench.own.OwnTime;
import io.piuptime.gateway.Exchange;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * CPU time of this thread that it takes to find out what a body of a kilobyte can cost, to reserve that of a strict budget, and to
 * settle it, with the journal on disk.
 */
public final class SpendingTime {
    private final OwnTime time;
    private final Path folder;

    /** @param folder in which the journal lies */
    public SpendingTime(OwnTime time, Path folder) {
        this.time = time;
        this.folder = folder;
    }

    /** Microseconds for each request. */
    public double micros() {
        List<Budget> budgets = List.of(new Budget(
                "b",
                "t",
                "b",
                new Subject(Level.TEAM, "x"),
                List.of(new Budget.Cap(Window.Calendar.MONTH, Till.CAP)),
                true,
                List.of(),
                Optional.empty(),
                true));
        try (Till till = new Till(folder, _ -> budgets, budgets)) {
            Exchange exchange = till.exchange(Optional.empty());
            return time.micros(() -> till.spend(exchange), till::tend);
        }
    }
}
