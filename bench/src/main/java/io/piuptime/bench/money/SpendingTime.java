package io.piuptime.bench.money;

import io.piuptime.catalog.CompiledOffer;
import io.piuptime.catalog.Reasoning;
import io.piuptime.catalog.ability.AbilityBook;
import io.piuptime.catalog.account.Accounts;
import io.piuptime.dialects.cost.AskedReader;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.budget.money.lease.Leases;
import io.piuptime.gateway.budget.money.ledger.Ledger;
import io.piuptime.gateway.budget.money.pay.Cashier;
import io.piuptime.gateway.budget.money.pay.Outcome;
import io.piuptime.gateway.budget.money.pay.Rules;
import io.piuptime.gateway.budget.money.pay.Turns;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.Untouched;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import io.piuptime.model.price.PriceText;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.usage.Tokens;
import io.piuptime.observe.TraceContext;
import io.piuptime.stores.memory.MemoryLeaseStore;
import io.piuptime.stores.money.FileMoneyJournal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * CPU time of this thread that it takes to find out what a body of a kilobyte can cost, to reserve that of a strict budget, and to
 * settle it, with the journal on disk.
 */
public final class SpendingTime {
    private static final int SAMPLES = 15;
    private static final int BATCH = 256;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final long CAP = 1_000_000_000_000_000L;

    private final Duration each;
    private final Path folder;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /**
     * A measurement.
     *
     * @param each how much CPU time is spent on it, half of it to warm up
     * @param folder in which the journal lies
     */
    public SpendingTime(Duration each, Path folder) {
        this.each = each;
        this.folder = folder;
    }

    /** Microseconds for each request: the median of the samples. */
    public double micros() {
        FileMoneyJournal journal = new FileMoneyJournal(folder, "bench");
        Ledger ledger = new Ledger(journal, 0);
        boolean whole = ledger.replay();
        Leases leases = new Leases(
                new MemoryLeaseStore(), ledger, whole, "bench", new Leases.Times(() -> NOW, System::nanoTime), _ -> {});
        Budget budget = budget();
        leases.wants(leases.account(budget, budget.caps().getFirst()), CAP / 2);
        leases.round();
        Cashier cashier = new Cashier(ledger, leases, _ -> List.of(budget), new AskedReader(), Rules.USUAL, () -> NOW);
        Traffic traffic = new Traffic(cashier);
        run(traffic, journal, each.toNanos() / 2);
        double[] samples = new double[SAMPLES];
        Arrays.setAll(samples, _ -> run(traffic, journal, each.toNanos() / 2 / SAMPLES));
        Arrays.sort(samples);
        ledger.close();
        return samples[SAMPLES / 2];
    }

    private double run(Traffic traffic, FileMoneyJournal journal, long nanos) {
        long spent = 0;
        long times = 0;
        while (spent < nanos || times == 0) {
            long began = threads.getCurrentThreadCpuTime();
            for (int at = 0; at < BATCH; at++) {
                traffic.next();
            }
            spent += threads.getCurrentThreadCpuTime() - began;
            times += BATCH;
            journal.tend(); // the keeper's thread does that
        }
        return spent / 1e3 / times;
    }

    private static Budget budget() {
        return new Budget(
                "b",
                "t",
                "b",
                new Subject(Level.TEAM, "x"),
                List.of(new Budget.Cap(Window.Calendar.MONTH, CAP)),
                true,
                List.of(),
                Optional.empty(),
                true);
    }

    /** Requests that are answered at once. */
    private static final class Traffic implements Turns {
        private static final int WORDS = 160;
        private static final Tokens USED = new Tokens(300, 50, 0, 0, Tokens.Source.REPORTED);

        private final Cashier cashier;
        private final Target target =
                new Target(Provider.of("p", Wire.OPENAI_CHAT, URI.create("http://p/v1"), Optional.empty()), "m");
        private final Outbound.Request request = new Outbound.Request(
                target.provider().own(),
                "/chat/completions",
                List.of(Bytes.utf8("{\"model\":\"m\",\"max_tokens\":256,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + "word ".repeat(WORDS) + "\"}]}")),
                Outbound.Headers.CALLERS,
                new Untouched(Optional.empty(), Operation.CHAT_COMPLETIONS),
                List.of());
        private final Exchange exchange;

        Traffic(Cashier cashier) {
            this.cashier = cashier;
            Tariff tariff =
                    Tariff.of(PriceText.read("in=2.5 out=10 read=1.25 @batch=50% @priority=200% >200000 in=5 out=15"));
            exchange = new Exchange(
                    new Exchange.Head(
                            "id",
                            NOW,
                            0,
                            "POST",
                            "/v1/chat/completions",
                            Optional.of(Operation.CHAT_COMPLETIONS),
                            Optional.empty(),
                            "10.0.0.7",
                            Priority.STANDARD,
                            TraceContext.start(new Random(1))),
                    new Snapshot(
                            1,
                            NOW,
                            new CompiledOffer(List.of(), Reasoning.shipped()),
                            Limits.DEFAULT,
                            _ -> tariff,
                            AbilityBook.NONE,
                            Accounts.NONE));
            exchange.routed(new Model("m", List.of(target), Timers.DEFAULT));
        }

        void next() {
            cashier.of(exchange, this).orElseThrow().reserve(target, Abilities.UNKNOWN, request, Traffic::settle);
        }

        private static void settle(Outcome outcome) {
            switch (outcome) {
                case Outcome.Paid paid -> paid.payment().answered(USED);
                case Outcome.Refused refused ->
                    throw new IllegalStateException(refused.refusal().message());
            }
        }

        @Override
        public void enter(Runnable task) {
            throw new IllegalStateException("waits (expected: money at once)");
        }

        @Override
        public void later(long millis, Runnable task) {
            throw new IllegalStateException("waits (expected: money at once)");
        }
    }
}
