package io.piuptime.gateway.budget.turn;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Step;
import io.piuptime.gateway.budget.rate.Binding;
import io.piuptime.gateway.budget.rate.Meters;
import io.piuptime.gateway.budget.rate.Outcome;
import io.piuptime.gateway.budget.rate.Reached;
import io.piuptime.gateway.budget.rate.Taken;
import io.piuptime.gateway.budget.rate.Wants;
import io.piuptime.gateway.pending.PendingException;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.limit.Measure;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Takes what an exchange needs of the limits that bind its caller, or refuses it; at its end what it really used takes the place of
 * what was taken. Comes after the model was found: limits name models as they are offered, and not by their aliases.
 */
public final class Rates implements Step {
    private final BoundLimits limits;
    private final Meters meters;
    private final Turns turns;
    private final Map<Measure, LongAdder> refused = new EnumMap<>(Measure.class);

    public Rates(BoundLimits limits, Meters meters, Turns turns) {
        this.limits = requireNonNull(limits, "limits");
        this.meters = requireNonNull(meters, "meters");
        this.turns = requireNonNull(turns, "turns");
        for (Measure measure : Measure.values()) {
            refused.put(measure, new LongAdder());
        }
    }

    @Override
    public void request(Exchange exchange) {
        Binding binding = limits.of(exchange);
        if (binding.isEmpty()) {
            return;
        }
        Claim claim = new Claim(exchange, binding, Estimate.of(exchange));
        switch (claim.take(false)) {
            case Taken taken -> claim.hold(taken);
            case Reached reached -> {
                if (turns.maySomebodyWaitFor(reached)) {
                    throw new PendingException(turns.turn(claim, reached));
                }
                throw claim.refusal(reached);
            }
        }
    }

    /** How many exchanges were refused since the start, since limits of a measure were reached. */
    public long refused(Measure measure) {
        return requireNonNull(refused.get(measure)).sum();
    }

    /** What one exchange asks of the limits that bind it. */
    final class Claim {
        private final Exchange exchange;
        private final Binding binding;
        private final Wants wants;

        Claim(Exchange exchange, Binding binding, Wants wants) {
            this.exchange = exchange;
            this.binding = binding;
            this.wants = wants;
        }

        Exchange exchange() {
            return exchange;
        }

        /** @param called from a line, and so before those who stand in it */
        Outcome take(boolean called) {
            return meters.take(binding, exchange.model().name(), wants, called);
        }

        /** Everything was taken: it is settled at the end. */
        void hold(Taken taken) {
            exchange.owes(() -> taken.settle(Estimate.real(exchange, wants)));
            exchange.tells(new RateHeaders(exchange, taken.now()));
        }

        RefusedException refusal(Reached reached) {
            requireNonNull(refused.get(reached.limit().measure())).increment();
            exchange.tells(new RateHeaders(exchange, reached.now()));
            return new RefusedException(Told.refusal(reached));
        }
    }
}
