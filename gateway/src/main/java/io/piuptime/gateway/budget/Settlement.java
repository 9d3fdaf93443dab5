package io.piuptime.gateway.budget;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Step;
import io.piuptime.model.price.Charge;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.AccessEvents;
import io.piuptime.observe.AccessFacts;
import io.piuptime.observe.Meters;
import io.piuptime.observe.usage.UsageJournal;
import java.time.Instant;
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

    /**
     * With the cost by the prices of the moment, which is the exchange's end: of each attempt by its own target's. If one of
     * them cannot be priced, the cost is not known: a sum without it would look like the whole.
     */
    private static UsageRecord charged(Exchange exchange) {
        UsageRecord record = exchange.record();
        Optional<Charge> sum = Optional.empty();
        for (Exchange.Used used : exchange.used()) {
            Optional<Charge> charge = charge(exchange, used, record.endedAt());
            if (charge.isEmpty()) {
                return record;
            }
            sum = sum.isEmpty() ? charge : Optional.of(sum.get().plus(charge.get()));
        }
        return sum.isPresent() ? record.charged(sum.get()) : record;
    }

    private static Optional<Charge> charge(Exchange exchange, Exchange.Used used, Instant at) {
        if (!used.tokens().areChargeable()) {
            return Optional.empty();
        }
        return exchange.snapshot()
                .tariffs()
                .of(used.target())
                .charge(used.tokens().counts(), at);
    }
}
