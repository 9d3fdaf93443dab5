package io.piuptime.gateway.budget;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Step;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.price.Charge;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.AccessEvents;
import io.piuptime.observe.AccessFacts;
import io.piuptime.observe.Meters;
import io.piuptime.observe.usage.UsageJournal;
import java.util.Optional;

/**
 * Settles an exchange at its end: what it cost is computed, its usage goes to the journal, the meters and the access events. Exchanges of nobody are
 * metered and told, not journalled: there is no one whose usage they are, and anybody could fill the disk with them.
 */
public final class Settlement implements Step {
    private final UsageJournal journal;
    private final Meters meters;
    private final AccessEvents events;

    public Settlement(UsageJournal journal, Meters meters, AccessEvents events) {
        this.journal = journal;
        this.meters = meters;
        this.events = events;
    }

    @Override
    public void end(Exchange exchange) {
        UsageRecord record = charged(exchange);
        if (exchange.caller().isPresent()) {
            journal.append(record);
        }
        Exchange.Head head = exchange.head();
        meters.exchange(
                record,
                exchange.provider(),
                record.times().total() - record.times().upstream());
        events.publish(
                record, new AccessFacts(head.method(), head.path(), head.trace().traceId()));
    }

    /** With the cost by the price of the moment, which is the exchange's end. */
    private static UsageRecord charged(Exchange exchange) {
        UsageRecord record = exchange.record();
        Optional<Target> target = exchange.sentTo();
        if (target.isEmpty() || !record.tokens().areChargeable()) {
            return record;
        }
        Tariff tariff = exchange.snapshot().tariffs().of(target.get());
        Optional<Charge> charge = tariff.charge(record.tokens().counts(), record.endedAt());
        return charge.isPresent() ? record.charged(charge.get()) : record;
    }
}
