package io.piuptime.testkit.load;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.random.RandomGenerator;

/** When requests are sent, and when no more are. */
public sealed interface Pace {
    /** No request starts after it. */
    Duration time();

    /**
     * Requests arrive when they are due whether or not earlier ones were answered; each is measured from the moment at
     * which it should have been sent, so that a stall is counted against everyone who would have met it.
     *
     * @param dueNanos when, from the beginning, the request of a number is sent; the first has number 0
     * @param connections at most; a request that finds none free waits for one
     */
    record Open(LongUnaryOperator dueNanos, int connections, Duration time) implements Pace {
        public Open {
            requireNonNull(dueNanos, "dueNanos");
            requireNonNull(time, "time");
        }
    }

    /**
     * Every connection sends its next request when it has its reply.
     *
     * @param requests at most, all connections together
     */
    record Closed(int connections, long requests, Duration time) implements Pace {
        public Closed {
            requireNonNull(time, "time");
            if (connections < 1) {
                throw new IllegalArgumentException("connections: " + connections + " (expected: >= 1)");
            }
        }
    }

    static Pace open(double perSecond, int connections, Duration time) {
        double period = period(perSecond);
        return new Open(number -> (long) (number * period), connections, time);
    }

    /** Requests that know nothing of each other: the time from one to the next is as random as it can be. */
    static Pace poisson(double perSecond, RandomGenerator random, int connections, Duration time) {
        double period = period(perSecond);
        List<Long> due = new ArrayList<>();
        for (double at = 0; at < time.toNanos(); at -= Math.log(1 - random.nextDouble()) * period) {
            due.add((long) at);
        }
        return new Open(number -> number < due.size() ? due.get((int) number) : time.toNanos(), connections, time);
    }

    static Pace closed(int connections, Duration time) {
        return new Closed(connections, Long.MAX_VALUE, time);
    }

    /** One request on each of so many connections. */
    static Pace once(int connections) {
        return new Closed(connections, connections, Duration.ofMinutes(5));
    }

    private static double period(double perSecond) {
        if (perSecond <= 0) {
            throw new IllegalArgumentException("perSecond: " + perSecond + " (expected: > 0)");
        }
        return 1e9 / perSecond;
    }

    /** So many requests over so many connections. */
    static Pace times(long requests, int connections) {
        return new Closed(connections, requests, Duration.ofMinutes(5));
    }
}
