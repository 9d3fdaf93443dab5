package io.piuptime.gateway.budget.money.bound;

import io.piuptime.gateway.Bytes;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;

/** Finds in the body of an attempt what it asks for. Used from many threads. */
@FunctionalInterface
public interface BodyReader {
    /**
     * What a body asks for.
     *
     * @param operation that was asked for; its topic is that of the body
     * @param wire in which the body is written
     */
    Asked read(Operation operation, Wire wire, Target target, Bytes body);
}
