package io.piuptime.testkit.torture;

/**
 * A moment: what was allowed, and what had been generated.
 *
 * @param raced whether somebody was refused since the moment before
 */
record Edge(long allowedMicros, long generatedMicros, boolean raced) {
    long over() {
        return Math.max(0, generatedMicros - allowedMicros);
    }
}
