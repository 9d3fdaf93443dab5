package io.piuptime.model.chat;

/**
 * What an answer cost in tokens. Parts are within their totals.
 *
 * @param input the whole prompt, what was read from and written to a cache included
 * @param output the whole answer, reasoning included
 * @param cached of the input, read from the provider's cache
 * @param written of the input, written to that cache
 * @param writtenHour of {@code written}, kept for an hour
 * @param reasoning of the output
 * @param audioInput of the input
 * @param audioOutput of the output
 */
public record ChatUsage(
        long input,
        long output,
        long cached,
        long written,
        long writtenHour,
        long reasoning,
        long audioInput,
        long audioOutput) {
    public static final ChatUsage NONE = new ChatUsage(0, 0, 0, 0, 0, 0, 0, 0);

    public static ChatUsage of(long input, long output) {
        return new ChatUsage(input, output, 0, 0, 0, 0, 0, 0);
    }

    public long total() {
        return input + output;
    }
}
