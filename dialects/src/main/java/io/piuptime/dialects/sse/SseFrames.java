package io.piuptime.dialects.sse;

import io.piuptime.gateway.Bytes;
import java.util.Arrays;

/**
 * Cuts a stream of server-sent events (WHATWG HTML §9.2) into frames: everything up to and including the blank line that
 * dispatches an event. Bytes come in whatever pieces; a frame that came in one piece is handed on where it lies, one that
 * came in several is put together first.
 */
public final class SseFrames {
    /** The longest frame that is believed: beyond it the stream cannot be trusted. */
    public static final int MAX_FRAME = 1 << 20;

    private static final int FIRST_CAPACITY = 1024;

    /** A larger array than this is given up after its frame. */
    private static final int MAX_KEPT_CAPACITY = 64 << 10;

    private static final byte[] NONE = {};

    private final Reader reader;

    /** The beginning of a frame whose end is still to come. */
    private byte[] begun = NONE;

    private int begunLength;
    private boolean tooLong;
    private boolean lineEmpty = true;
    /** The last byte was a carriage return: a line feed that follows belongs to it. */
    private boolean skipLineFeed;
    /** That carriage return ended a blank line, and its line feed is waited for. */
    private boolean blankPending;
    /** Lines end with both: a blank line is whole only with its line feed. */
    private boolean both;

    /** Gets frames as they become whole. */
    public interface Reader {
        /** A whole frame with its blank line. The bytes are the reader's until it returns. */
        void frame(Bytes frame);

        /** Every frame of one piece that could be was handed over: what lies in it can still be used. */
        void pieceDone();
    }

    public SseFrames(Reader reader) {
        this.reader = reader;
    }

    /** Reads on. Returns false when a frame is too long, and from then on. */
    public boolean feed(Bytes piece) {
        byte[] array = piece.array();
        int start = piece.from();
        boolean sound = !tooLong;
        while (sound) {
            int end = frameEnd(array, start, piece.to());
            boolean whole = end >= 0;
            sound = begunLength + (whole ? end : piece.to()) - start <= MAX_FRAME;
            if (!sound || !whole) {
                break;
            }
            hand(array, start, end);
            start = end;
        }
        reader.pieceDone();
        tooLong = !sound;
        if (sound) {
            keep(array, start, piece.to());
        }
        return sound;
    }

    /** What is left when the stream has ended: the beginning of a frame that no blank line followed. */
    public Bytes rest() {
        // a lone line feed is the second half of a line's end that was handed on without it
        return begunLength == 1 && begun[0] == '\n' ? Bytes.EMPTY : new Bytes(begun, 0, begunLength);
    }

    private void hand(byte[] array, int from, int to) {
        if (begunLength == 0) {
            reader.frame(new Bytes(array, from, to));
            return;
        }
        keep(array, from, to);
        Bytes whole = new Bytes(begun, 0, begunLength);
        // nothing is written to it before the reader is told that the piece is done
        begunLength = 0;
        if (begun.length > MAX_KEPT_CAPACITY) {
            begun = NONE;
        }
        reader.frame(whole);
    }

    /** The place after the next blank line, or -1 when there is none in this piece. */
    private int frameEnd(byte[] array, int from, int to) {
        int at = from;
        if (skipLineFeed && at < to) {
            skipLineFeed = false;
            boolean lineFeed = array[at] == '\n';
            both = lineFeed;
            at += lineFeed ? 1 : 0;
            if (blankPending) {
                blankPending = false;
                return at;
            }
        }
        while (at < to) {
            int end = Lines.end(array, at, to);
            lineEmpty &= end == at;
            if (end == to) {
                return -1;
            }
            byte b = array[end];
            at = end + 1;
            boolean blank = lineEmpty;
            lineEmpty = true;
            if (b == '\r' && at == to) {
                skipLineFeed = true;
                blankPending = blank && both;
                return blank && !both ? at : -1;
            }
            both = b == '\r' && array[at] == '\n';
            at += both ? 1 : 0;
            if (blank) {
                return at;
            }
        }
        return -1;
    }

    private void keep(byte[] array, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return;
        }
        if (begunLength + length > begun.length) {
            begun = Arrays.copyOf(begun, Math.max(FIRST_CAPACITY, Math.max(begunLength + length, 2 * begun.length)));
        }
        System.arraycopy(array, from, begun, begunLength, length);
        begunLength += length;
    }
}
