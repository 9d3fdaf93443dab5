package io.piuptime.dialects.multipart;

import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a multipart body (RFC 7578) that arrives piece by piece and tells where the fields stand, counted from its start. Files
 * are passed over; of the body no more is kept than a boundary, the headers of one part, or one short value.
 */
public final class FieldFinder {
    private static final int MAX_HEADERS = 8 << 10;
    private static final int MAX_VALUE = 512;
    private static final int MAX_PADDING = 64;
    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final byte[] delimiter;
    private final Fields fields;

    private State state = State.PREAMBLE;
    /** What was read and not yet understood, and where it stands in the body. */
    private byte[] window = new byte[0];

    private long windowStart;
    private String name = "";
    private boolean file;
    private long valueStart;

    /** Gets the fields that are no files. */
    public interface Fields {
        /**
         * A field.
         *
         * @param value as UTF-8 text, or empty when it is longer than any that matters
         * @param from where the value begins in the body
         */
        void field(String name, String value, long from, long to);
    }

    private enum State {
        PREAMBLE,
        HEADERS,
        CONTENT,
        CLOSED
    }

    public FieldFinder(String boundary, Fields fields) {
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.fields = fields;
        // the first boundary has no line before it: one is imagined, so that all are found alike
        this.window = new byte[] {'\r', '\n'};
        this.windowStart = -2;
    }

    /** Whether the closing boundary was read. */
    public boolean closed() {
        return state == State.CLOSED;
    }

    /** Bytes of the body that are kept. */
    int held() {
        return window.length;
    }

    /** Reads on. */
    public void feed(Bytes piece) throws BrokenException {
        byte[] grown = Arrays.copyOf(window, window.length + piece.length());
        System.arraycopy(piece.array(), piece.from(), grown, window.length, piece.length());
        window = grown;
        int at = 0;
        for (int next = step(at); next > at; next = step(at)) {
            at = next;
        }
        window = Arrays.copyOfRange(window, at, window.length);
        windowStart += at;
    }

    /** Understands what begins at a place in the window. Returns the place after it, or the same when more is needed. */
    private int step(int at) throws BrokenException {
        return switch (state) {
            case PREAMBLE -> preamble(at);
            case HEADERS -> headers(at);
            case CONTENT -> content(at);
            case CLOSED -> window.length;
        };
    }

    private int preamble(int at) throws BrokenException {
        int found = find(delimiter, at);
        if ((found < 0 ? window.length : found) > MAX_HEADERS) {
            throw new BrokenException("its boundary does not come");
        }
        return found < 0 ? at : afterDelimiter(found, at);
    }

    private int headers(int at) throws BrokenException {
        int end = find(END_OF_HEADERS, at);
        if ((end < 0 ? window.length : end) - at > MAX_HEADERS) {
            throw new BrokenException("the headers of a part are longer than " + MAX_HEADERS + " bytes");
        }
        if (end < 0) {
            return at;
        }
        Disposition disposition = Disposition.of(new String(window, at, end - at, StandardCharsets.UTF_8));
        name = disposition.name();
        file = disposition.file();
        state = State.CONTENT;
        int after = end + END_OF_HEADERS.length;
        valueStart = windowStart + after;
        // from the line's end on, so that a boundary right after it is seen
        return after - 2;
    }

    private int content(int at) throws BrokenException {
        int found = find(delimiter, at);
        if (found < 0) {
            int sure = window.length - delimiter.length;
            boolean kept = !file && windowStart + sure - valueStart <= MAX_VALUE;
            return kept ? at : Math.max(at, sure);
        }
        if (windowStart + found < valueStart) {
            throw new BrokenException("a part has headers and no content");
        }
        int after = afterDelimiter(found, at);
        if (after > at && !file) {
            field(found);
        }
        return after;
    }

    private void field(int end) {
        long to = windowStart + end;
        boolean tooLong = to - valueStart > MAX_VALUE;
        int start = (int) (valueStart - windowStart);
        String value = tooLong ? "" : new String(window, start, end - start, StandardCharsets.UTF_8);
        fields.field(name, value, valueStart, to);
    }

    /** The place after a delimiter's line, or {@code at} when its end is still to come. */
    private int afterDelimiter(int found, int at) throws BrokenException {
        int after = found + delimiter.length;
        if (after + 2 > window.length) {
            return at;
        }
        if (window[after] == '-' && window[after + 1] == '-') {
            state = State.CLOSED;
            return window.length;
        }
        int padding = 0;
        while (after < window.length && (window[after] == ' ' || window[after] == '\t')) {
            after++;
            padding++;
        }
        if (padding > MAX_PADDING) {
            throw new BrokenException("a boundary is followed by more than " + MAX_PADDING + " blanks");
        }
        if (after + 2 > window.length) {
            return at;
        }
        if (window[after] != '\r' || window[after + 1] != '\n') {
            throw new BrokenException("a boundary is not followed by a line's end");
        }
        state = State.HEADERS;
        // the line's end stays: with it, headers that are empty end like all others
        return after;
    }

    private int find(byte[] wanted, int from) {
        int last = window.length - wanted.length;
        for (int at = from; at <= last; at++) {
            if (window[at] == wanted[0] && Arrays.equals(window, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
