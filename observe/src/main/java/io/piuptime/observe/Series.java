package io.piuptime.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The meters of exchanges that share their labels, resolved once.
 *
 * @param answer what only answers have
 * @param firstToken what only streamed answers have
 * @param refused counts refusals, for series of refusals
 */
record Series(
        SeriesLabels labels,
        Timer duration,
        Timer overhead,
        Traffic traffic,
        Optional<Answer> answer,
        Optional<Timer> firstToken,
        Optional<Counter> refused) {

    private static final double MICROS = 1e6;

    /** Bytes of bodies, and exchanges. */
    record Traffic(Counter requestBytes, Counter replyBytes, Counter exchanges) {}

    /**
     * Tokens and what they cost.
     *
     * @param cost in US dollars
     * @param uncharged answers whose tokens the provider told and whose cost is not known
     */
    record Answer(DistributionSummary input, DistributionSummary output, Counter cost, Counter uncharged) {}

    void record(UsageRecord exchange, long ownMicros) {
        UsageRecord.Times times = exchange.times();
        duration.record(times.total(), TimeUnit.MICROSECONDS);
        overhead.record(ownMicros, TimeUnit.MICROSECONDS);
        traffic.exchanges.increment();
        traffic.requestBytes.increment((double) exchange.sizes().request());
        traffic.replyBytes.increment((double) exchange.sizes().reply());
        if (times.firstToken() >= 0 && firstToken.isPresent()) {
            firstToken.get().record(times.firstToken(), TimeUnit.MICROSECONDS);
        }
        Tokens tokens = exchange.tokens();
        if (tokens.source() != Tokens.Source.UNKNOWN && answer.isPresent()) {
            answer.get().input.record((double) tokens.input());
            answer.get().output.record((double) tokens.output());
            if (exchange.charge().isPresent()) {
                answer.get().cost.increment(exchange.charge().get().micros() / MICROS);
            } else {
                answer.get().uncharged.increment();
            }
        }
        if (refused.isPresent()) {
            refused.get().increment();
        }
    }
}
