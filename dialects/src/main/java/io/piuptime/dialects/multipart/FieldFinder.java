package io.piuptime.dialects.multipart;

import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads a multipart body (RFC 7578) that arrives piece by piece and tells where the fields stand, counted from its start. Files
 * are passed over; of the body no more is kept than a boundary, the headers of one part, or one short value.
 */
public final class FieldFinder {
    private static final int MAX_HEADERS = 8 << 10;
    private static final int MAX_VALUE = 512;
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
    private boolean valueTooLong;

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

    /** The body is not multipart with this boundary. */
    public static final class BrokenException extends Exception {
        BrokenException(String message) {
            super(message);
        }
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
        if (found < 0) {
            if (window.length > MAX_HEADERS) {
                throw new BrokenException("its boundary does not come");
            }
            return at;
        }
        return afterDelimiter(found, at);
    }

    private int afterDelimiter(int found, int at) throws BrokenException {
        int after = found + delimiter.length;
        if (after + 2 > window.length) {
            return at;
        }
        if (window[after] == '-' && window[after + 1] == '-') {
            state = State.CLOSED;
            return window.length;
        }
        while (after < window.length && (window[after] == ' ' || window[after] == '\t')) {
            after++;
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

    private int headers(int at) throws BrokenException {
        int end = find(END_OF_HEADERS, at);
        if (end < 0) {
            if (window.length - at > MAX_HEADERS) {
                throw new BrokenException("the headers of a part are longer than " + MAX_HEADERS + " bytes");
            }
            return at;
        }
        Disposition disposition = Disposition.of(new String(window, at, end - at, StandardCharsets.UTF_8));
        name = disposition.name();
        file = disposition.file();
        state = State.CONTENT;
        int after = end + END_OF_HEADERS.length;
        valueStart = windowStart + after;
        valueTooLong = false;
        return after;
    }

    private int content(int at) throws BrokenException {
        int found = find(delimiter, at);
        if (found >= 0) {
            if (found + delimiter.length + 2 > window.length) {
                return at;
            }
            if (!file) {
                String value = valueTooLong ? "" : new String(window, at, found - at, StandardCharsets.UTF_8);
                fields.field(name, value, valueStart, windowStart + found);
            }
            return afterDelimiter(found, at);
        }
        int sure = window.length - delimiter.length;
        if (file || valueTooLong || sure - at > MAX_VALUE) {
            valueTooLong = true;
            return Math.max(at, sure);
        }
        return at;
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

    /** What a part's headers say of it. */
    private record Disposition(String name, boolean file) {
        static Disposition of(String headers) {
            for (String line : headers.split("\r\n", -1)) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
                    return new Disposition(parameter(line, "name"), hasParameter(line, "filename"));
                }
            }
            return new Disposition("", false);
        }

        private static boolean hasParameter(String line, String wanted) {
            String lower = line.toLowerCase(Locale.ROOT);
            return lower.contains("; " + wanted + "=")
                    || lower.contains(";" + wanted + "=")
                    || lower.contains(wanted + "*=");
        }

        private static String parameter(String line, String wanted) {
            for (String part : line.split(";", -1)) {
                String text = part.strip();
                int equals = text.indexOf('=');
                if (equals > 0 && text.substring(0, equals).strip().equalsIgnoreCase(wanted)) {
                    String value = text.substring(equals + 1).strip();
                    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
                    return quoted ? value.substring(1, value.length() - 1) : value;
                }
            }
            return "";
        }
    }
}
