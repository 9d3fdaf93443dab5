package io.piuptime.testkit.torture;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The provider's own books: who came when, and everything that it generated, whoever got it. */
final class Billing {
    private final Queue<Generation> generations = new ConcurrentLinkedQueue<>();
    private final Map<Crowd, Long> micros = new ConcurrentHashMap<>();
    private final Map<String, Long> arrivals = new ConcurrentHashMap<>();

    /** A request is here, for the first time or again. */
    void arrived(String marker) {
        arrivals.putIfAbsent(marker, System.nanoTime());
    }

    void add(Generation generation) {
        generations.add(generation);
        for (Crowd crowd : Crowd.values()) {
            if (crowd.owns(generation.marker())) {
                micros.merge(crowd, generation.micros(), Long::sum);
            }
        }
    }

    /** All that was ever generated for them, in millionths of a dollar. */
    long micros(Crowd crowd) {
        return micros.getOrDefault(crowd, 0L);
    }

    List<Generation> generations() {
        return List.copyOf(generations);
    }

    /** When each request was here first, in nanoseconds of this process. */
    Map<String, Long> arrivals() {
        return Map.copyOf(arrivals);
    }
}
