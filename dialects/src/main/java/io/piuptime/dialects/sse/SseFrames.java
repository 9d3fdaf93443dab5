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

    private static final int FIRST_CAPACITY = 4096;

    private final Reader reader;

    /** The beginning of a frame whose end is still to come. */
    private byte[] begun = new byte[0];

    private int begunLength;
    private boolean lineEmpty = true;
    private boolean skipLineFeed;

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

    /** Reads on. Returns false when a frame is too long. */
    public boolean feed(Bytes piece) {
        byte[] array = piece.array();
        int frameStart = piece.from();
        int at = piece.from();
        while (at < piece.to()) {
            int end = frameEnd(array, at, piece.to());
            if (end < 0) {
                break;
            }
            if (begunLength > 0) {
                keep(array, frameStart, end);
                Bytes whole = new Bytes(begun, 0, begunLength);
                begun = new byte[0];
                begunLength = 0;
                reader.frame(whole);
            } else {
                reader.frame(new Bytes(array, frameStart, end));
            }
            frameStart = end;
            at = end;
        }
        reader.pieceDone();
        if (begunLength + piece.to() - frameStart > MAX_FRAME) {
            return false;
        }
        keep(array, frameStart, piece.to());
        return true;
    }

    /** What is left when the stream has ended: the beginning of a frame that no blank line followed. */
    public Bytes rest() {
        return new Bytes(begun, 0, begunLength);
    }

    /** The place after the next blank line, or -1 when there is none in this piece. */
    private int frameEnd(byte[] array, int from, int to) {
        int at = from;
        if (skipLineFeed && at < to) {
            skipLineFeed = false;
            if (array[at] == '\n') {
                at++;
            }
        }
        while (at < to) {
            byte b = array[at++];
            if (b != '\n' && b != '\r') {
                lineEmpty = false;
                continue;
            }
            if (b == '\r') {
                if (at == to) {
                    skipLineFeed = true;
                } else if (array[at] == '\n') {
                    at++;
                }
            }
            if (lineEmpty) {
                return at;
            }
            lineEmpty = true;
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
