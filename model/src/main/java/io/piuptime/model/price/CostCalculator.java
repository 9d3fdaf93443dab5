package io.piuptime.model.price;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/** Computes costs in whole numbers. They are rounded once, at the end: half up to the millionth of a dollar. */
public final class CostCalculator {
    private static final long FEMTOS_IN_A_MICRO = 1_000_000_000L;
    private static final BigInteger DIVISOR = BigInteger.valueOf(100 * FEMTOS_IN_A_MICRO);
    private static final BigInteger HALF = DIVISOR.shiftRight(1);

    /** The cost by the price that holds at an instant; empty, never 0, if what was used has no known price. */
    public Optional<Cost> cost(PriceList prices, TokenCounts counts, Instant at) {
        return prices.at(at).flatMap(price -> cost(price, counts));
    }

    /** The cost by a price; empty, never 0, if what was used has no known price. */
    public Optional<Cost> cost(Price price, TokenCounts counts) {
        Optional<Price.Applied> applied = price.applied(counts.count(Unit.INPUT), counts.service());
        if (applied.isEmpty()) {
            return Optional.empty();
        }
        BigInteger femtos = BigInteger.ZERO;
        for (Unit unit : counts.counts().keySet()) {
            long count = counts.chargeable(unit);
            if (count == 0) {
                continue;
            }
            Optional<Rate> rate = applied.get().rates().of(unit);
            if (rate.isPresent()) {
                femtos = femtos.add(BigInteger.valueOf(count)
                        .multiply(BigInteger.valueOf(rate.get().femtos())));
            } else if (!unit.isFee()) {
                return Optional.empty();
            }
        }
        BigInteger micros = femtos.multiply(BigInteger.valueOf(applied.get().percent()))
                .add(HALF)
                .divide(DIVISOR);
        // counts that no provider can mean have no cost that anyone could mean
        return micros.bitLength() < Long.SIZE
                ? Optional.of(new Cost(micros.longValueExact(), price))
                : Optional.empty();
    }
}
