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
import io.piuptime.gateway.budget.money.pay.BindingBudgets;
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
import io.piuptime.model.price.PriceText;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.usage.Tokens;
import io.piuptime.observe.TraceContext;
import io.piuptime.stores.memory.MemoryLeaseStore;
import io.piuptime.stores.money.FileMoneyJournal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Where exchanges of one model pay: a ledger with its journal on disk, granted more of every budget than anybody spends. */
final class Till implements Turns, AutoCloseable {
    /** When everything happens, but for what has passed since this was made. */
    static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    static final long CAP = 1_000_000_000_000L;

    private static final int WORDS = 160;
    private static final Tokens USED = new Tokens(300, 50, 0, 0, Tokens.Source.REPORTED);

    private final long began = System.nanoTime();
    private final FileMoneyJournal journal;
    private final Ledger ledger;
    private final Leases leases;
    private final Cashier cashier;
    private final Model model;
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
    private final Snapshot snapshot;
    private final TraceContext trace = TraceContext.start(new Random(1));

    /**
     * One of a folder.
     *
     * @param budgets which of them bind an exchange
     * @param all of them
     */
    Till(Path folder, BindingBudgets budgets, List<Budget> all) {
        journal = new FileMoneyJournal(folder, "bench");
        ledger = new Ledger(journal, 0);
        boolean whole = ledger.replay();
        leases = new Leases(
                new MemoryLeaseStore(), ledger, whole, "bench", new Leases.Times(this::now, System::nanoTime), _ -> {});
        for (Budget budget : all) {
            budget.caps().forEach(cap -> leases.wants(leases.account(budget, cap), CAP / 2));
        }
        leases.round();
        cashier = new Cashier(ledger, leases, budgets, new AskedReader(), Rules.USUAL, this::now);
        model = new Model("m", List.of(target), Timers.DEFAULT);
        Tariff tariff =
                Tariff.of(PriceText.read("in=2.5 out=10 read=1.25 @batch=50% @priority=200% >200000 in=5 out=15"));
        snapshot = new Snapshot(
                1,
                NOW,
                new CompiledOffer(List.of(), Reasoning.shipped()),
                Limits.DEFAULT,
                _ -> tariff,
                AbilityBook.NONE,
                Accounts.NONE);
    }

    /** An exchange that has come to its model. */
    Exchange exchange(Optional<String> presentedKey) {
        Exchange exchange = new Exchange(
                new Exchange.Head(
                        "id",
                        now(),
                        0,
                        "POST",
                        "/v1/chat/completions",
                        Optional.of(Operation.CHAT_COMPLETIONS),
                        presentedKey,
                        "10.0.0.7",
                        Priority.STANDARD,
                        trace),
                snapshot);
        exchange.routed(model);
        return exchange;
    }

    /** Reserves for an exchange, and settles it as its answer says. */
    void spend(Exchange exchange) {
        cashier.of(exchange, this).orElseThrow().reserve(target, Abilities.UNKNOWN, request, Till::settle);
    }

    /** What the keeper's thread does. */
    void tend() {
        journal.tend();
    }

    @Override
    public void close() {
        ledger.close();
    }

    private Instant now() {
        return NOW.plusNanos(System.nanoTime() - began);
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
