package io.piuptime.gateway.budget.money.pay;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.bound.Asked;
import io.piuptime.gateway.budget.money.bound.Quote;
import io.piuptime.gateway.budget.money.bound.Quoting;
import io.piuptime.gateway.budget.money.bound.Shortening;
import io.piuptime.gateway.budget.money.ledger.Answer;
import io.piuptime.gateway.budget.money.ledger.Standing;
import io.piuptime.gateway.budget.money.ledger.Wanted;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Operation.Topic;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.price.Tariff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The money of one exchange: each of its attempts reserves by itself before it leaves. Used by one thread. */
public final class Spending {
    /** Stands for a reservation of nothing. */
    private static final long NOTHING = -1;

    /** So much longer is waited until the store has spoken of an account for the first time. */
    private static final long FIRST = 8;

    private static final Set<String> LOOKING = Set.of("GET", "HEAD", "DELETE");

    private final Cashier cashier;
    private final Exchange exchange;
    private final List<Budget> budgets;
    private final Turns turns;
    private final boolean strict;
    private final Payment.Ending ending = new Noted();
    private Optional<String> fallback = Optional.empty();
    private String usualKey = "";

    Spending(Cashier cashier, Exchange exchange, List<Budget> budgets, Turns turns) {
        this.cashier = cashier;
        this.exchange = exchange;
        this.budgets = List.copyOf(budgets);
        this.turns = turns;
        this.strict = anyStrict(budgets);
    }

    private static boolean anyStrict(List<Budget> budgets) {
        for (Budget budget : budgets) {
            if (budget.strict()) {
                return true;
            }
        }
        return false;
    }

    /** The model that is asked instead, once an attempt was refused and a budget that refused it has one. */
    public Optional<String> fallback() {
        return fallback;
    }

    /**
     * Reserves for an attempt, at once or within the patience for money that may come.
     *
     * @param then hears the outcome once, on the thread of the exchange
     */
    public void reserve(Target target, Abilities abilities, Outbound.Request request, Consumer<Outcome> then) {
        Topic topic = exchange.head().operation().map(Operation::topic).orElse(Topic.OTHER);
        Tariff tariff = cashier.quoting().charged(exchange.snapshot().tariffs().of(target));
        if (topic == Topic.COUNT || looks()) {
            then.accept(new Outcome.Paid(request, payment(NOTHING, 0, tariff)));
            return;
        }
        Bytes body = joined(request.pieces());
        Asked asked = asked(target, request, body);
        new Try(new Matter(target, abilities, topic, tariff), request, body, asked, then).begin();
    }

    /** Whether something is only looked at or removed that lies at a provider: that costs nothing. */
    private boolean looks() {
        return exchange.head().operation().isEmpty()
                && LOOKING.contains(exchange.head().method());
    }

    private Asked asked(Target target, Outbound.Request request, Bytes body) {
        if (exchange.head().operation().isEmpty() || request.pieces().isEmpty()) {
            return Asked.unbounded(body.length(), "a body that passes through unread");
        }
        return cashier.bodies()
                .read(exchange.head().operation().get(), request.speech().wire(), target, body);
    }

    private Payment payment(long id, long micros, Tariff tariff) {
        exchange.reserved(micros);
        return new Payment(cashier.ledger(), id, micros, tariff, cashier.clock(), ending);
    }

    private String usualKey() {
        if (usualKey.isEmpty()) {
            usualKey = exchange.caller().map(Caller::keyId).orElse("") + "/"
                    + exchange.model().name();
        }
        return usualKey;
    }

    private static Bytes joined(List<Bytes> pieces) {
        if (pieces.size() == 1) {
            return pieces.getFirst();
        }
        byte[] whole = new byte[pieces.stream().mapToInt(Bytes::length).sum()];
        int at = 0;
        for (Bytes piece : pieces) {
            System.arraycopy(piece.array(), piece.from(), whole, at, piece.length());
            at += piece.length();
        }
        return Bytes.of(whole);
    }

    /** What is asked of whom, and by which price. */
    private record Matter(Target target, Abilities abilities, Topic topic, Tariff tariff) {}

    /** One attempt that wants to reserve. */
    private final class Try {
        private final Matter matter;
        private final Outbound.Request request;
        private final Bytes body;
        private final Asked asked;
        private final Consumer<Outcome> then;
        private boolean waits;
        private boolean over;

        Try(Matter matter, Outbound.Request request, Bytes body, Asked asked, Consumer<Outcome> then) {
            this.matter = matter;
            this.request = request;
            this.body = body;
            this.asked = asked;
            this.then = then;
        }

        void begin() {
            List<Bound> bounds = bounds();
            long left = Long.MAX_VALUE;
            for (Bound bound : bounds) {
                if (bound.budget.strict()) {
                    left = Math.min(left, cashier.leases().reach(bound.account));
                }
            }
            Quote quote = cashier.quoting()
                    .quote(
                            new Quoting.Case(
                                    matter.target(),
                                    matter.tariff(),
                                    matter.abilities(),
                                    matter.topic(),
                                    asked,
                                    cashier.clock().instant(),
                                    exchange.model().timers().total()),
                            left);
            switch (quote) {
                case Quote.Priced priced -> reserve(bounds, priced);
                case Quote.Unbounded unbounded -> {
                    if (strict) {
                        refuse(new Refusal.OverBudget(
                                "A strict budget allows nothing that it is not known to be enough for: "
                                        + unbounded.why() + "."));
                    } else {
                        reserve(bounds, new Quote.Priced(likely(0), asked.output(), false));
                    }
                }
            }
        }

        private long likely(long worst) {
            return cashier.usual().likely(usualKey(), worst);
        }

        private List<Bound> bounds() {
            List<Bound> bounds = new ArrayList<>();
            for (Budget budget : budgets) {
                List<AccountId> accounts = cashier.leases().accounts(budget);
                for (int at = 0; at < accounts.size(); at++) {
                    bounds.add(new Bound(budget, budget.caps().get(at), accounts.get(at)));
                }
            }
            return bounds;
        }

        private void reserve(List<Bound> bounds, Quote.Priced priced) {
            long likely = likely(priced.micros());
            List<Wanted> wanted = new ArrayList<>(bounds.size());
            for (Bound bound : bounds) {
                boolean exact = bound.budget.strict();
                wanted.add(new Wanted(bound.account, exact, exact ? priced.micros() : likely));
            }
            if (priced.micros() == 0 && strict) {
                paid(NOTHING, 0, priced); // what is free leaves, whatever is spent
                return;
            }
            switch (cashier.ledger().reserve(wanted)) {
                case Answer.Reserved reserved -> {
                    wanted.forEach(one -> cashier.leases().wants(one.account(), 0));
                    paid(reserved.id(), strict ? priced.micros() : likely, priced);
                }
                case Answer.Lacking _ -> await(bounds, wanted, priced.micros());
                case Answer.Unwritten _ ->
                    refuse(new Refusal.OverBudget(
                            "The gateway cannot write down what is spent, so nothing is spent from a budget now."));
            }
        }

        private void paid(long id, long micros, Quote.Priced priced) {
            over = true;
            then.accept(new Outcome.Paid(
                    strict && priced.set() ? shortened(priced.output()) : request,
                    payment(id, micros, matter.tariff())));
        }

        /** Money may come from the store soon; if it does not, that is the answer. */
        private void await(List<Bound> bounds, List<Wanted> wanted, long micros) {
            Optional<Bound> first = Optional.empty();
            for (int i = 0; i < bounds.size(); i++) {
                Bound bound = bounds.get(i);
                long missing = missing(bound, wanted.get(i));
                if (missing <= 0) {
                    continue;
                }
                if (!cashier.leases().mayCome(bound.account, missing)) {
                    refuse(bound, micros, !cashier.leases().isReachable());
                    return;
                }
                cashier.leases().wants(bound.account, missing);
                first = first.or(() -> Optional.of(bound));
            }
            if (!waits) {
                waits = true;
                Bound lacking = first.orElse(bounds.getFirst());
                long patience = cashier.rules().patience().toMillis();
                // a node that has just begun has a connection to open first
                turns.later(cashier.leases().isKnown(lacking.account) ? patience : FIRST * patience, () -> {
                    if (!over) {
                        refuse(lacking, micros, true); // an answer would have ended the wait
                    }
                });
            }
            cashier.leases()
                    .whenAnswered(() -> turns.enter(() -> {
                        if (!over) {
                            begin();
                        }
                    }));
        }

        private long missing(Bound bound, Wanted wanted) {
            long free =
                    cashier.ledger().standing(bound.account).map(Standing::free).orElse(0L);
            return wanted.strict() ? wanted.micros() - free : free > 0 ? 0 : 1;
        }

        private Outbound.Request shortened(long output) {
            return request.with(Shortening.of(body, asked, output));
        }

        private void refuse(Bound bound, long micros, boolean forStore) {
            fallback = fallback.or(bound.budget::fallback);
            cashier.refused(forStore);
            long left = cashier.leases().reach(bound.account);
            over = true;
            then.accept(new Outcome.Refused(new Refusal.OverBudget("The budget '" + bound.budget.name() + "' ("
                    + bound.cap.window().text() + ") has " + Dollars.text(left) + " left"
                    + (forStore ? " here, as the database does not answer" : "")
                    + (bound.budget.strict()
                            ? "; this request could cost up to " + Dollars.text(micros) + "."
                            : "."))));
        }

        private void refuse(Refusal refusal) {
            cashier.refused(false);
            over = true;
            then.accept(new Outcome.Refused(refusal));
        }
    }

    /** What became of an attempt, for what comes later and for the record. */
    private final class Noted implements Payment.Ending {
        @Override
        public void cost(long micros) {
            cashier.usual().learn(usualKey(), micros);
        }

        @Override
        public void unconfirmed(long micros) {
            exchange.unconfirmed(micros);
        }
    }

    /** A cap that binds, and its account at this moment. */
    private record Bound(Budget budget, Budget.Cap cap, AccountId account) {}
}
