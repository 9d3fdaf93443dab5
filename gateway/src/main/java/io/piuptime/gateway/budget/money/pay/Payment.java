package io.piuptime.gateway.budget.money.pay;

import io.piuptime.gateway.budget.money.ledger.Ledger;
import io.piuptime.model.price.Charge;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.usage.Tokens;
import java.time.InstantSource;
import java.util.Optional;

/** What one attempt has reserved. The first end that it is told counts. Used by one thread. */
public final class Payment {
    private final Ledger ledger;
    private final long id;
    private final long micros;
    private final Tariff tariff;
    private final InstantSource clock;
    private final Ending ending;
    private boolean over;
    private boolean unconfirmed;

    /** Hears how a reservation ended. */
    interface Ending {
        /** Its provider said what it used: it cost so much. */
        void cost(long micros);

        /** Nobody knows what it cost: all that it had reserved counts. */
        void unconfirmed(long micros);
    }

    /**
     * A reservation that is open.
     *
     * @param tariff by which it is charged
     * @param ending hears once how it ended, unless it cost nothing
     */
    Payment(Ledger ledger, long id, long micros, Tariff tariff, InstantSource clock, Ending ending) {
        this.ledger = ledger;
        this.id = id;
        this.micros = micros;
        this.tariff = tariff;
        this.clock = clock;
        this.ending = ending;
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
            ending.cost(charge.get().micros());
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
            ending.unconfirmed(micros);
        }
    }

    private boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }
}
