package io.piuptime.gateway.budget;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Step;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets an exchange in while there is room for one more, and counts those in flight. */
public final class Admission implements Step {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final AtomicInteger inFlight = new AtomicInteger();

    @Override
    public void opened(Exchange exchange) {
        int limit = exchange.snapshot().limits().exchanges();
        if (inFlight.get() >= limit) {
            throw new RefusedException(new Refusal.Overloaded(
                    "The gateway serves " + limit + " exchanges already, its limit; try again.", RETRY_AFTER));
        }
        inFlight.incrementAndGet();
        exchange.admitted();
    }

    @Override
    public void end(Exchange exchange) {
        if (exchange.wasAdmitted()) {
            inFlight.decrementAndGet();
        }
    }

    public int inFlight() {
        return inFlight.get();
    }
}
