package io.piuptime.gateway.accept.head;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes the ids of exchanges: 13 characters of microseconds since 1970, which never repeat in a process, and 8 random
 * ones, all in Crockford's base 32. Ids sort by time.
 */
public final class ExchangeIds {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int TIME = 13;
    private static final int RANDOM = 8;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final AtomicLong last = new AtomicLong();

    public ExchangeIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new id for an exchange that starts at a moment. */
    public String next(Instant startedAt) {
        long micros = startedAt.getEpochSecond() * 1_000_000 + startedAt.getNano() / 1000;
        long time = last.accumulateAndGet(micros, (before, now) -> Math.max(before + 1, now));
        char[] id = new char[TIME + RANDOM];
        write(id, 0, TIME, time);
        write(id, TIME, RANDOM, random.nextLong());
        return new String(id);
    }

    Instant now() {
        return clock.instant();
    }

    private static void write(char[] id, int at, int count, long value) {
        long rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            id[i] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        }
    }
}
