package io.piuptime.testkit.load;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** When requests are sent, and when no more are. */
public sealed interface Pace {
    /** No request starts after it. */
    Duration time();

    /**
     * Requests arrive at a fixed rate whether or not earlier ones were answered; each is measured from the moment at
     * which it should have been sent, so that a stall is counted against everyone who would have met it.
     *
     * @param connections at most; a request that finds none free waits for one
     */
    record Open(double perSecond, int connections, Duration time) implements Pace {
        public Open {
            requireNonNull(time, "time");
            if (perSecond <= 0) {
                throw new IllegalArgumentException("perSecond: " + perSecond + " (expected: > 0)");
            }
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
        return new Open(perSecond, connections, time);
    }

    static Pace closed(int connections, Duration time) {
        return new Closed(connections, Long.MAX_VALUE, time);
    }

    /** One request on each of so many connections. */
    static Pace once(int connections) {
        return new Closed(connections, connections, Duration.ofMinutes(5));
    }

    /** So many requests over so many connections. */
    static Pace times(long requests, int connections) {
        return new Closed(connections, requests, Duration.ofMinutes(5));
    }
}
