package io.piuptime.testkit.wall;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/** The attempts since the last reset. */
final class Attempts {
    private static final double NANOS = 1e9;

    private final LongSupplier nanos;
    private final List<Open> all = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private long start;

    Attempts(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /** An attempt that is being answered. */
    static final class Open {
        private final double at;
        private final Chat chat;
        private final int number;
        private String action = "none";
        private OptionalDouble leftAfter = OptionalDouble.empty();

        private Open(double at, Chat chat, int number) {
            this.at = at;
            this.chat = chat;
            this.number = number;
        }

        int number() {
            return number;
        }

        synchronized void did(String what) {
            action = what;
        }

        synchronized void left(double after) {
            leftAfter = OptionalDouble.of(after);
        }

        private synchronized Attempt now() {
            return new Attempt(at, chat, number, action, leftAfter);
        }
    }

    synchronized Open open(Chat chat) {
        Open one = new Open(seconds(), chat, counts.merge(chat.name(), 1, Integer::sum));
        all.add(one);
        return one;
    }

    synchronized List<Attempt> list() {
        return all.stream().map(Open::now).toList();
    }

    synchronized void reset() {
        all.clear();
        counts.clear();
        start = nanos.getAsLong();
    }

    /** Seconds since the last reset. */
    synchronized double seconds() {
        return (nanos.getAsLong() - start) / NANOS;
    }

    synchronized boolean isWithin(Duration time) {
        return nanos.getAsLong() - start < time.toNanos();
    }
}
