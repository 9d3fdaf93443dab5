package io.piuptime.gateway.budget;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Step;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.AccessEvents;
import io.piuptime.observe.AccessFacts;
import io.piuptime.observe.Meters;
import io.piuptime.observe.usage.UsageJournal;

/**
 * Settles an exchange at its end: its usage goes to the journal, the meters and the access events. Exchanges of nobody are
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
        UsageRecord record = exchange.record();
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
}
