package io.piuptime.gateway.health.interleaved;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** How thoroughly orders are tried: every one with few switches between two threads, of generated scenarios. */
final class Interleavings {
    private static final int SCENARIOS = 12;
    private static final int ORDERS = 300;

    private Interleavings() {}

    /** Fails if any order of the type's operations has a result that no order of whole operations has. */
    static void check(Class<?> operations) {
        new ModelCheckingOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(ORDERS)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(1)
                .check(operations);
    }
}
