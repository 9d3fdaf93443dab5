package io.piuptime.catalog.tariff;

import io.piuptime.model.catalog.Target;
import io.piuptime.model.price.Tariff;

/** Prices of targets. Asked from many threads, at the end of each exchange. */
@FunctionalInterface
public interface Tariffs {
    /** Nothing is known of any price. */
    Tariffs NONE = _ -> Tariff.UNKNOWN;

    /** The prices of a target; {@link Tariff#UNKNOWN} if none is known. */
    Tariff of(Target target);

    /** Reads what will be asked for. It may take long, and nothing has to wait for it. */
    default void prepare() {}
}
