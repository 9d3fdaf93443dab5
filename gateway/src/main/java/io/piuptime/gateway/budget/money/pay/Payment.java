package io.piuptime.gateway.budget.money.pay;

import io.piuptime.gateway.budget.money.ledger.Ledger;
import io.piuptime.model.price.Charge;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.usage.Tokens;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongConsumer;

/** What one attempt has reserved. The first end that it is told counts. Used by one thread. */
public final class Payment {
    private final Ledger ledger;
    private final long id;
    private final long micros;
    private final Tariff tariff;
    private final InstantSource clock;
    private final LongConsumer learned;
    private boolean over;
    private boolean unconfirmed;

    /**
     * A reservation that is open.
     *
     * @param tariff by which it is charged
     * @param learned hears what an answered attempt cost
     */
    Payment(Ledger ledger, long id, long micros, Tariff tariff, InstantSource clock, LongConsumer learned) {
        this.ledger = ledger;
        this.id = id;
        this.micros = micros;
        this.tariff = tariff;
        this.clock = clock;
        this.learned = learned;
    }

    /** Millionths of a dollar that it holds of each account. */
    public long micros() {
        return micros;
    }

    /** Whether it has ended and nobody knows what was spent. */
    public boolean isUnconfirmed() {
        return unconfirmed;
    }

    /** The answer came to its end, and this is what its provider says it used. */
    public void answered(Tokens used) {
        if (used.source() != Tokens.Source.REPORTED) {
            unknown();
            return;
        }
        Optional<Charge> charge = tariff.charge(used.counts(), clock.instant());
        if (charge.isEmpty()) {
            unknown();
            return;
        }
        if (end()) {
            ledger.settle(id, charge.get().micros());
            learned.accept(charge.get().micros());
        }
    }

    /** It was turned away before anything was done, or it never left: it costs nothing. */
    public void turnedAway() {
        if (end()) {
            ledger.settle(id, 0);
        }
    }

    /** It left, and nobody knows what was done: all that it holds counts. */
    public void unknown() {
        if (end()) {
            unconfirmed = true;
            ledger.unconfirm(id);
        }
    }

    private boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }
}
