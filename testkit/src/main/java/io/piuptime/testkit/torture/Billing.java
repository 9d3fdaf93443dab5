package io.piuptime.testkit.torture;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** The provider's own books: everything that it generated, whoever got it. */
final class Billing {
    private final Queue<Generation> generations = new ConcurrentLinkedQueue<>();
    private final AtomicLong micros = new AtomicLong();

    void add(Generation generation) {
        generations.add(generation);
        micros.addAndGet(generation.micros());
    }

    /** All that was ever generated, in millionths of a dollar. */
    long micros() {
        return micros.get();
    }

    List<Generation> generations() {
        return List.copyOf(generations);
    }
}
