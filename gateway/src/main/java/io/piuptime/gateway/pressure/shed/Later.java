package io.piuptime.gateway.pressure.shed;

import io.piuptime.gateway.Exchange;
import java.time.Duration;

/** When a caller that was refused may come again: not all at the same moment. */
final class Later {
    private static final int MOST_SECONDS = 3;

    private Later() {}

    /** 1 to 3 seconds by the exchange's id, which is random enough and costs nobody a source of randomness. */
    static Duration of(Exchange exchange) {
        return Duration.ofSeconds(1 + Math.floorMod(exchange.head().id().hashCode(), MOST_SECONDS));
    }
}
