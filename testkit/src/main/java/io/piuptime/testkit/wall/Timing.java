package io.piuptime.testkit.wall;

import java.time.Duration;

/**
 * How long the wall's faults last.
 *
 * @param retryAfter what a refusal that names a time asks for
 * @param slowFirst before the first token of a slow model
 * @param stall of a stream that goes silent
 * @param silence of a model that never answers
 * @param flapDown from the last reset until a flapping model is well
 * @param between tokens
 */
public record Timing(
        Duration retryAfter,
        Duration slowFirst,
        Duration stall,
        Duration silence,
        Duration flapDown,
        Duration between) {
    /** FailoverBench's published profile. */
    public static final Timing FULL = new Timing(
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(120),
            Duration.ofSeconds(60),
            Duration.ofMillis(15));

    /** FailoverBench's short profile. */
    public static final Timing FAST = new Timing(
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(4),
            Duration.ofSeconds(15),
            Duration.ofSeconds(6),
            Duration.ofMillis(5));

    /** For tests: long faults of one length, tokens without a pause. */
    public static Timing brief(Duration fault) {
        return new Timing(Duration.ofSeconds(1), fault, fault, fault, fault, Duration.ZERO);
    }
}
