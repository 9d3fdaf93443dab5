package io.piuptime.gateway.budget.money.pay;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.budget.money.bound.BodyReader;
import io.piuptime.gateway.budget.money.bound.Quoting;
import io.piuptime.gateway.budget.money.lease.Leases;
import io.piuptime.gateway.budget.money.ledger.Ledger;
import io.piuptime.model.directory.Budget;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Lets attempts of all exchanges pay. Used from many threads. */
public final class Cashier implements Paying {
    private final Ledger ledger;
    private final Leases leases;
    private final BindingBudgets budgets;
    private final BodyReader bodies;
    private final Rules rules;
    private final Quoting quoting;
    private final InstantSource clock;
    private final Usual usual = new Usual();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong refusedForStore = new AtomicLong();

    public Cashier(
            Ledger ledger, Leases leases, BindingBudgets budgets, BodyReader bodies, Rules rules, InstantSource clock) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.leases = requireNonNull(leases, "leases");
        this.budgets = requireNonNull(budgets, "budgets");
        this.bodies = requireNonNull(bodies, "bodies");
        this.rules = requireNonNull(rules, "rules");
        this.quoting = new Quoting(rules.usualOutput(), rules.unknownPrice());
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public Optional<Spending> of(Exchange exchange, Turns turns) {
        List<Budget> binding = budgets.of(exchange);
        return binding.isEmpty() ? Optional.empty() : Optional.of(new Spending(this, exchange, binding, turns));
    }

    Ledger ledger() {
        return ledger;
    }

    Leases leases() {
        return leases;
    }

    BodyReader bodies() {
        return bodies;
    }

    Rules rules() {
        return rules;
    }

    Quoting quoting() {
        return quoting;
    }

    InstantSource clock() {
        return clock;
    }

    Usual usual() {
        return usual;
    }

    void refused(boolean forStore) {
        (forStore ? refusedForStore : refused).incrementAndGet();
    }

    /** Attempts that were refused as too little was left, since the start. */
    public long refused() {
        return refused.get();
    }

    /** Attempts that were refused as the store was away and what was leased is spent, since the start. */
    public long refusedForStore() {
        return refusedForStore.get();
    }
}
