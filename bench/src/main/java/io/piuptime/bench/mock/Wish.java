package io.piuptime.bench.mock;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * What a request of the benchmark asks the provider for, in words of its first message:
 * {@code marker=00000000000000ff tokens=50 gap=20}.
 *
 * @param tokens of a stream; 0 = no stream
 * @param gapMillis between two of its frames
 */
record Wish(long marker, int tokens, int gapMillis) {
    static Wish of(byte[] body, int length) {
        String text = new String(body, 0, length, ISO_8859_1);
        return new Wish(number(text, "marker=", 16), (int) number(text, "tokens=", 10), (int) number(text, "gap=", 10));
    }

    private static long number(String text, String name, int radix) {
        int from = text.indexOf(name);
        if (from < 0) {
            return 0;
        }
        int start = from + name.length();
        int end = start;
        while (end < text.length() && Character.digit(text.charAt(end), radix) >= 0) {
            end++;
        }
        return end == start ? 0 : Long.parseUnsignedLong(text, start, end, radix);
    }
}
