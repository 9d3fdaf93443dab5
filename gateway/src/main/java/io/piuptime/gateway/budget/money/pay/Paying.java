package io.piuptime.gateway.budget.money.pay;

import io.piuptime.gateway.Exchange;
import java.util.Optional;

/** Says what exchanges have to pay from. Asked from many threads. */
@FunctionalInterface
public interface Paying {
    /** Nobody has to. */
    Paying NOBODY = (_, _) -> Optional.empty();

    /** The spending of an exchange whose model is known; empty if no budget binds it. */
    Optional<Spending> of(Exchange exchange, Turns turns);
}
