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
        Rates rates = applied.get().rates();
        for (Unit unit : counts.counts().keySet()) {
            if (!unit.isFee() && counts.chargeable(unit) > 0 && rates.of(unit).isEmpty()) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(new Cost(quickly(rates, applied.get().percent(), counts), price));
        } catch (ArithmeticException _) {
            return largely(price, applied.get(), counts);
        }
    }

    /** What all but the dearest exchanges cost: in 64 bits, which hold 92 dollars before they are rounded. */
    private static long quickly(Rates rates, int percent, TokenCounts counts) {
        long femtos = 0;
        for (Unit unit : counts.counts().keySet()) {
            Optional<Rate> rate = rates.of(unit);
            if (rate.isPresent()) {
                femtos = Math.addExact(
                        femtos,
                        Math.multiplyExact(counts.chargeable(unit), rate.get().femtos()));
            }
        }
        return Math.addExact(Math.multiplyExact(femtos, percent), HALF) / DIVISOR;
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
