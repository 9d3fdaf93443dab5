package io.piuptime.gateway.route;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Step;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;

/** Finds the model that the caller named, and with it the targets in order. */
public final class ByName implements Step {
    private static final int NEAREST = 3;

    @Override
    public void request(Exchange exchange) {
        if (exchange.asksProvider()) {
            return;
        }
        String name = exchange.facts().model();
        Model model = exchange.snapshot()
                .offer()
                .find(name)
                .orElseThrow(() -> new RefusedException(new Refusal.ModelNotFound(
                        name, exchange.snapshot().offer().nearest(name, NEAREST))));
        exchange.routed(model);
    }
}
