package io.piuptime.testkit.torture;

import static java.util.Objects.requireNonNull;

/**
 * What the provider made of one request, whether or not anybody read it.
 *
 * @param marker by which its caller knows it
 * @param input tokens of the prompt, as the provider counts them
 * @param output tokens of the answer
 * @param told whether the provider said how many they were, and its answer went out whole
 */
public record Generation(String marker, long input, long output, boolean told) {
    /** Millionths of a dollar for a token of a prompt, and for one of an answer. */
    static final long INPUT_MICROS = 1;

    static final long OUTPUT_MICROS = 5;

    /** The price that the gateways have to know, in USD by the million tokens. */
    public static final String PRICE = "in=" + INPUT_MICROS + " out=" + OUTPUT_MICROS;

    public Generation {
        requireNonNull(marker, "marker");
    }

    /** What the provider bills for it, in millionths of a dollar. */
    public long micros() {
        return Math.addExact(Math.multiplyExact(input, INPUT_MICROS), Math.multiplyExact(output, OUTPUT_MICROS));
    }
}
