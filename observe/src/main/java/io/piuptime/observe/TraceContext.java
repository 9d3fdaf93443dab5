package io.piuptime.observe;

import static java.util.Objects.requireNonNull;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The place of an exchange in a distributed trace, as W3C Trace Context passes it on.
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param spanId 16 lower-case hex digits, not all zero
 * @param flags sampled (1) and random trace id (2); others are not passed on, as the specification wants
 * @param state {@code tracestate} as it came, or empty
 */
public record TraceContext(String traceId, String spanId, int flags, String state) {
    private static final HexFormat HEX = HexFormat.of();
    private static final int LENGTH = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".length();
    private static final int TRACE = 3;
    private static final int SPAN = 36;
    private static final int FLAGS = 53;
    private static final int SAMPLED = 1;
    private static final int KNOWN_FLAGS = 3;
    /** The length that the specification asks everyone to pass on. */
    private static final int MAX_STATE = 512;

    public TraceContext {
        requireNonNull(traceId, "traceId");
        requireNonNull(spanId, "spanId");
        requireNonNull(state, "state");
    }

    /** A new trace. It is marked as sampled: every exchange leaves an access event that bears its id. */
    public static TraceContext start(RandomGenerator random) {
        String traceId = hex(random) + hex(random);
        return new TraceContext(traceId, hex(random), SAMPLED, "");
    }

    /** The context that a request came with, if its {@code traceparent} is valid. */
    public static Optional<TraceContext> parse(String traceparent, String tracestate) {
        if (!wellFormed(traceparent)) {
            return Optional.empty();
        }
        String traceId = traceparent.substring(TRACE, SPAN - 1);
        String spanId = traceparent.substring(SPAN, FLAGS - 1);
        if (zero(traceId) || zero(spanId)) {
            return Optional.empty();
        }
        int flags = HexFormat.fromHexDigits(traceparent, FLAGS, LENGTH) & KNOWN_FLAGS;
        return Optional.of(new TraceContext(traceId, spanId, flags, shortened(tracestate)));
    }

    /** The context for a request that this exchange sends: the same trace, a span of our own. */
    public TraceContext child(RandomGenerator random) {
        return new TraceContext(traceId, hex(random), flags, state);
    }

    /** The value of the header {@code traceparent}, in version 00 whatever version came in. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + "-0" + flags;
    }

    private static boolean wellFormed(String text) {
        if (text.length() < LENGTH || !hex(text, 0, 2) || text.startsWith("ff")) {
            return false;
        }
        boolean first = text.startsWith("00");
        if (first ? text.length() != LENGTH : text.length() > LENGTH && text.charAt(LENGTH) != '-') {
            return false;
        }
        return text.charAt(TRACE - 1) == '-'
                && text.charAt(SPAN - 1) == '-'
                && text.charAt(FLAGS - 1) == '-'
                && hex(text, TRACE, SPAN - 1)
                && hex(text, SPAN, FLAGS - 1)
                && hex(text, FLAGS, LENGTH);
    }

    /** Whole entries from the left, as many as the length allows. */
    private static String shortened(String state) {
        if (state.length() <= MAX_STATE) {
            return state;
        }
        int comma = state.lastIndexOf(',', MAX_STATE);
        return comma < 0 ? "" : state.substring(0, comma);
    }

    private static boolean hex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean zero(String digits) {
        return digits.chars().allMatch(c -> c == '0');
    }

    private static String hex(RandomGenerator random) {
        long value = random.nextLong();
        return HEX.toHexDigits(value == 0 ? 1 : value);
    }
}
