package io.piuptime.app.money;

import static java.util.Objects.requireNonNull;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.gateway.budget.money.bound.BodyReader;
import io.piuptime.gateway.budget.money.lease.Alert;
import io.piuptime.gateway.budget.money.lease.LeaseKeeper;
import io.piuptime.gateway.budget.money.lease.LeaseStore;
import io.piuptime.gateway.budget.money.lease.Leases;
import io.piuptime.gateway.budget.money.ledger.Ledger;
import io.piuptime.gateway.budget.money.pay.BindingBudgets;
import io.piuptime.gateway.budget.money.pay.Cashier;
import io.piuptime.gateway.budget.money.pay.Paying;
import io.piuptime.gateway.budget.money.pay.Rules;
import io.piuptime.model.price.PriceText;
import io.piuptime.model.price.Tariff;
import io.piuptime.observe.Meters;
import io.piuptime.observe.Watched;
import io.piuptime.stores.money.Boot;
import io.piuptime.stores.money.FileMoneyJournal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;

/** The money of this node: its journal, its ledger, its leases and who lets exchanges pay. */
public final class Money implements AutoCloseable {
    private final FileMoneyJournal journal;
    private final Ledger ledger;
    private final Leases leases;
    private final LeaseKeeper keeper;
    private final Cashier cashier;

    /**
     * Where a node is and how it is called.
     *
     * @param folder in which its journal lies
     */
    public record Node(Path folder, String id) {
        public Node {
            requireNonNull(folder, "folder");
            requireNonNull(id, "id");
        }
    }

    /**
     * Takes up what earlier runs have left, and begins to keep leases.
     *
     * @param alerts hears of thresholds that this node sees passed
     */
    public Money(
            Node node,
            LeaseStore store,
            BindingBudgets budgets,
            BodyReader bodies,
            Rules rules,
            InstantSource clock,
            Consumer<Alert> alerts) {
        journal = new FileMoneyJournal(node.folder(), Boot.id());
        // later than any id of an earlier run, as long as none makes more than a million a second
        ledger = new Ledger(journal, clock.millis() * 1_000);
        boolean whole = ledger.replay();
        leases = new Leases(store, ledger, whole, node.id(), new Leases.Times(clock, System::nanoTime), alerts);
        keeper = new LeaseKeeper(leases, journal);
        cashier = new Cashier(ledger, leases, budgets, bodies, rules, clock);
        keeper.start();
    }

    /** The rules of a configuration. */
    public static Rules rules(GatewayConfig.Money money) {
        return new Rules(
                money.answerTokens(), money.unknownPrice().map(PriceText::read).map(Tariff::of), money.patience());
    }

    /** Lets exchanges pay. */
    public Paying paying() {
        return cashier;
    }

    /** What each account has on this node. */
    public Ledger ledger() {
        return ledger;
    }

    /** How it is: {@code ok}, or what is amiss. */
    public String state() {
        if (journal.failing()) {
            return "its journal cannot be written";
        }
        return leases.isReachable() ? "ok" : "on what is leased";
    }

    public void watch(Meters meters) {
        meters.watch(Watched.BUDGET_REFUSED, cashier::refused);
        meters.watch(Watched.BUDGET_REFUSED_FOR_STORE, cashier::refusedForStore);
        meters.watch(Watched.MONEY_RESERVATIONS, ledger::open);
        meters.watch(Watched.MONEY_STORE_FAILURES, leases::failures);
        meters.watch(Watched.MONEY_JOURNAL_FAILING, () -> journal.failing() ? 1 : 0);
    }

    /** Gives back what was not spent; what is still under way counts as spent. */
    @Override
    public void close() {
        keeper.close();
        ledger.close();
    }
}
