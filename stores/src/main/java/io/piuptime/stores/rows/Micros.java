package io.piuptime.stores.rows;

import java.time.Instant;

/** Moments as microseconds since 1970, which is how databases keep them. */
public final class Micros {
    private static final long A_SECOND = 1_000_000;

    private Micros() {}

    public static long of(Instant moment) {
        return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), A_SECOND), moment.getNano() / 1_000);
    }

    /** The bound of a range. A moment beyond all that can be kept is beyond every row as well. */
    public static long bound(Instant moment) {
        try {
            return of(moment);
        } catch (ArithmeticException _) {
            return moment.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, A_SECOND), Math.floorMod(micros, A_SECOND) * 1_000);
    }
}
