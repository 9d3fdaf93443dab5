package io.piuptime.testkit.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Locale;

/**
 * Cuts the bytes of one direction of an HTTP/1.1 connection into heads and bodies, transfer coding taken off. Made for
 * load tests: it does little and forgives nothing.
 */
public final class MessageReader {
    private static final int MAX_HEAD = 65_536;
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    private final Events events;
    private byte[] head = new byte[1024];
    private int headLength;
    private int endMatched;
    private State state = State.HEAD;
    private long left;

    public MessageReader(Events events) {
        this.events = requireNonNull(events, "events");
    }

    /** What the bytes turn out to be. */
    public interface Events {
        /** A whole head, its last empty line included; valid during the call. */
        void head(byte[] head, int length);

        /** Some bytes of the body; valid during the call. */
        void body(byte[] bytes, int from, int to);

        /** The message is over. */
        void end();
    }

    private enum State {
        HEAD,
        LENGTH,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER
    }

    /** Whether no message is open. */
    public boolean isBetweenMessages() {
        return state == State.HEAD && headLength == 0;
    }

    /**
     * Takes the next bytes.
     *
     * @throws IllegalArgumentException if they are no HTTP/1.1
     */
    public void feed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            at = switch (state) {
                case HEAD -> head(bytes, at, to);
                case LENGTH -> length(bytes, at, to);
                case CHUNK_SIZE -> chunkSize(bytes[at], at);
                case CHUNK -> chunk(bytes, at, to);
                case CHUNK_END -> chunkEnd(bytes[at], at);
                case TRAILER -> trailer(bytes[at], at);
            };
        }
    }

    private int head(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            byte next = bytes[at];
            endMatched = next == END_OF_HEAD[endMatched] ? endMatched + 1 : next == '\r' ? 1 : 0;
            if (endMatched == END_OF_HEAD.length) {
                keep(bytes, from, at + 1);
                headEnded();
                return at + 1;
            }
        }
        keep(bytes, from, to);
        return to;
    }

    private void keep(byte[] bytes, int from, int to) {
        int length = headLength + to - from;
        if (length > MAX_HEAD) {
            throw new IllegalArgumentException("head: over " + MAX_HEAD + " bytes");
        }
        if (length > head.length) {
            head = Arrays.copyOf(head, Math.max(length, head.length * 2));
        }
        System.arraycopy(bytes, from, head, headLength, to - from);
        headLength = length;
    }

    private void headEnded() {
        int length = headLength;
        headLength = 0;
        endMatched = 0;
        String text = new String(head, 0, length, ISO_8859_1).toLowerCase(Locale.ROOT);
        boolean interim = text.startsWith("http/1.1 1");
        boolean chunked = text.contains("\r\ntransfer-encoding: chunked");
        int sized = text.indexOf("\r\ncontent-length:");
        boolean unframed = text.startsWith("http/") && !chunked && sized < 0 && !text.startsWith(" 204", 8);
        if (interim) {
            return;
        }
        if (unframed) {
            throw new IllegalArgumentException("head: neither length nor chunks");
        }
        state = chunked ? State.CHUNK_SIZE : State.LENGTH;
        left = chunked || sized < 0 ? 0 : number(text, sized + 17);
        events.head(head, length);
        if (state == State.LENGTH && left == 0) {
            ended();
        }
    }

    private static long number(String text, int from) {
        return Long.parseLong(text.substring(from, text.indexOf('\r', from)).strip());
    }

    private int length(byte[] bytes, int from, int to) {
        int end = take(bytes, from, to);
        if (left == 0) {
            ended();
        }
        return end;
    }

    private int chunk(byte[] bytes, int from, int to) {
        int end = take(bytes, from, to);
        if (left == 0) {
            state = State.CHUNK_END;
        }
        return end;
    }

    private int take(byte[] bytes, int from, int to) {
        int end = (int) Math.min(to, from + left);
        left -= end - from;
        events.body(bytes, from, end);
        return end;
    }

    private int chunkSize(byte next, int at) {
        int digit = Character.digit(next, 16);
        if (digit >= 0) {
            left = left * 16 + digit;
        } else if (next == '\n') {
            state = left == 0 ? State.TRAILER : State.CHUNK;
            endMatched = 0;
        } else if (next != '\r') {
            throw new IllegalArgumentException("chunk size: byte " + next + " (expected: a hexadecimal digit)");
        }
        return at + 1;
    }

    private int chunkEnd(byte next, int at) {
        if (next == '\n') {
            state = State.CHUNK_SIZE;
        }
        return at + 1;
    }

    /** Skips lines up to an empty one. */
    private int trailer(byte next, int at) {
        if (next == '\n') {
            if (endMatched == 0) {
                ended();
                return at + 1;
            }
            endMatched = 0;
        } else if (next != '\r') {
            endMatched = 1;
        }
        return at + 1;
    }

    private void ended() {
        state = State.HEAD;
        left = 0;
        endMatched = 0;
        events.end();
    }
}
