package io.piuptime.gateway.budget.turn;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.budget.rate.Binding;

/** Knows which limits bind the caller of an exchange. */
@FunctionalInterface
public interface BoundLimits {
    /** Those that bind it; the same object as long as they are the same. */
    Binding of(Exchange exchange);
}
