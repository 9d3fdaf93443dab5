package io.piuptime.model.price;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/** Computes costs in whole numbers. They are rounded once, at the end: half up to the millionth of a dollar. */
public final class CostCalculator {
    private static final long FEMTOS_IN_A_MICRO = 1_000_000_000L;
    private static final long DIVISOR = 100 * FEMTOS_IN_A_MICRO;
    private static final long HALF = DIVISOR / 2;

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
        try {
            return quickly(price, applied.get(), counts);
        } catch (ArithmeticException _) {
            return isKnown(applied.get().rates(), counts) ? largely(price, applied.get(), counts) : Optional.empty();
        }
    }

    /** What all but the dearest exchanges cost: in 64 bits, which hold 92 dollars before they are rounded. */
    private static Optional<Cost> quickly(Price price, Price.Applied applied, TokenCounts counts) {
        Rates rates = applied.rates();
        long femtos = 0;
        for (Unit unit : counts.counts().keySet()) {
            long count = counts.chargeable(unit);
            Optional<Rate> rate = rates.of(unit);
            if (rate.isPresent()) {
                femtos = Math.addExact(
                        femtos, Math.multiplyExact(count, rate.get().femtos()));
            } else if (count > 0 && !unit.isFee()) {
                return Optional.empty();
            }
        }
        long micros = Math.addExact(Math.multiplyExact(femtos, applied.percent()), HALF) / DIVISOR;
        return Optional.of(new Cost(micros, price));
    }

    private static boolean isKnown(Rates rates, TokenCounts counts) {
        for (Unit unit : counts.counts().keySet()) {
            if (!unit.isFee() && counts.chargeable(unit) > 0 && rates.of(unit).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Cost> largely(Price price, Price.Applied applied, TokenCounts counts) {
        BigInteger femtos = BigInteger.ZERO;
        for (Unit unit : counts.counts().keySet()) {
            long rate = applied.rates().of(unit).orElse(Rate.FREE).femtos();
            femtos = femtos.add(BigInteger.valueOf(counts.chargeable(unit)).multiply(BigInteger.valueOf(rate)));
        }
        BigInteger micros = femtos.multiply(BigInteger.valueOf(applied.percent()))
                .add(BigInteger.valueOf(HALF))
                .divide(BigInteger.valueOf(DIVISOR));
        // counts that no provider can mean have no cost that anyone could mean
        return micros.bitLength() < Long.SIZE
                ? Optional.of(new Cost(micros.longValueExact(), price))
                : Optional.empty();
    }
}
