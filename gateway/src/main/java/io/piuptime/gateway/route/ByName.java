package io.piuptime.gateway.route;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Step;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;

/** Finds the model that the caller named, and with it the targets in order. */
public final class ByName implements Step {
    private static final int NEAREST = 3;

    /** Why an exchange is not served of whose model no target takes it. */
    public static Refusal refused(String model) {
        return new Refusal.BadRequest(
                "No target of the model '" + model
                        + "' takes this request: the conditions of all of them ('when' in the"
                        + " configuration) are false for it.",
                "no_target",
                "model");
    }

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
