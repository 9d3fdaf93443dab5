package io.piuptime.gateway.pressure.shed;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Step;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.util.Optional;

/** Keeps one model from taking all the room: one that hangs leaves the others theirs. Comes after routing. */
public final class Bulkhead implements Step {
    private final Sheds sheds;
    private final Counts models = new Counts();

    public Bulkhead(Sheds sheds) {
        this.sheds = requireNonNull(sheds, "sheds");
    }

    @Override
    public void request(Exchange exchange) {
        String name = exchange.model().name();
        int most = exchange.snapshot().limits().exchangesPerModel();
        // a provider that is asked itself may be called as a model is
        Optional<Counts.Place> place = models.enter(exchange.asksProvider() ? "provider " + name : name, most);
        if (place.isEmpty()) {
            sheds.count(Shed.MODEL);
            throw new RefusedException(new Refusal.ModelBusy(
                    "The model '" + name + "' has " + most + " exchanges under way already, its limit; try again.",
                    Later.of(exchange)));
        }
        exchange.owes(place.get());
    }

    /** Exchanges under way of all models. */
    int inFlight() {
        return models.total();
    }
}
