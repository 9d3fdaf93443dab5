package io.piuptime.gateway.route;

import io.piuptime.model.price.Charge;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.price.TokenCounts;
import java.time.Instant;
import java.util.IdentityHashMap;

/** What a usual exchange costs by a tariff: three tokens of prompt to one of answer. Used by one thread. */
final class Prices {
    /** Dearer than any: of which no price is known. */
    static final double UNKNOWN = 1e15;

    private static final int MOST = 4_096;
    private static final long MINUTE = 60;
    private static final TokenCounts USUAL = TokenCounts.of(3_000_000, 1_000_000);

    private final IdentityHashMap<Tariff, Known> known = new IdentityHashMap<>();

    /** A price and the minute at which it was looked up. */
    private record Known(double micros, long minute) {}

    /** Millionths of a dollar; prices that change at a set time are found within a minute. */
    double of(Tariff tariff, Instant at) {
        long minute = at.getEpochSecond() / MINUTE;
        Known last = known.get(tariff);
        if (last != null && last.minute == minute) {
            return last.micros;
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        double micros = tariff.charge(USUAL, at)
                .map(Charge::micros)
                .map(Long::doubleValue)
                .orElse(UNKNOWN);
        known.put(tariff, new Known(micros, minute));
        return micros;
    }
}
