package io.piuptime.gateway.health.rates;

/**
 * What is left of a limit at the moment of an answer.
 *
 * @param fraction of the limit, from 0 to 1
 * @param fullAfterNanos until all of it is there again, -1 if unknown
 */
public record Allowance(double fraction, long fullAfterNanos) {
    /** Nothing was said. */
    public static final Allowance UNKNOWN = new Allowance(Double.NaN, -1);

    public boolean known() {
        return !Double.isNaN(fraction);
    }

    /** The one of which less is left; of two that are used up, the one that takes longer. */
    Allowance tighter(Allowance other) {
        if (!known() || !other.known()) {
            return known() ? this : other;
        }
        if (fraction == other.fraction) {
            return fullAfterNanos >= other.fullAfterNanos ? this : other;
        }
        return fraction < other.fraction ? this : other;
    }
}
