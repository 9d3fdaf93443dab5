package io.piuptime.dialects.aws.eventstream;

import io.piuptime.dialects.aws.eventstream.EventStreamFault.Kind;
import io.piuptime.gateway.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Cuts a stream into messages and checks them. Bytes come in whatever pieces; a message that came in one piece is read where
 * it lies, one that came in several is put together first. What has not arrived takes no memory, whatever a length says.
 */
public final class EventStreamReader {
    /** The longest message that is believed. */
    public static final int MAX_MESSAGE = 16 << 20;

    public static final int MAX_HEADERS = 128 << 10;

    /** The two lengths and their checksum. */
    private static final int PRELUDE = 12;

    private static final int CHECKSUM = 4;
    private static final int FIRST_CAPACITY = 1024;
    /** A larger array than this is given up after its message. */
    private static final int MAX_KEPT_CAPACITY = 64 << 10;

    private static final byte[] NONE = {};
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final Consumer<EventMessage> messages;
    private final CRC32 crc = new CRC32();

    /** The beginning of a message whose end is still to come. */
    private byte[] begun = NONE;

    private int begunLength;
    private Optional<EventStreamFault> fault = Optional.empty();

    public EventStreamReader(Consumer<EventMessage> messages) {
        this.messages = messages;
    }

    /**
     * Reads on and tells of every message that became whole.
     *
     * @throws EventStreamFault when the bytes are no event stream, then and from then on; messages before were told of
     */
    public void feed(Bytes piece) {
        throwIfBroken();
        try {
            read(piece);
        } catch (EventStreamFault e) {
            fault = Optional.of(e);
            begun = NONE;
            begunLength = 0;
            throw e;
        }
    }

    /**
     * Says that the stream has ended.
     *
     * @throws EventStreamFault when it ended within a message, or was broken before
     */
    public void finish() {
        throwIfBroken();
        if (begunLength > 0) {
            throw new EventStreamFault(
                    Kind.CUT_OFF,
                    "event stream: ended after " + begunLength + " bytes of a message (expected: all of it)");
        }
    }

    private void read(Bytes piece) {
        int at = completeBegun(piece);
        // a begun message that is still not whole has taken the entire piece
        while (at < piece.to()) {
            int length = wholeLength(piece.array(), at, piece.to() - at);
            if (length > piece.to() - at) {
                keep(piece.array(), at, piece.to());
                return;
            }
            tell(piece.array(), at, length);
            at += length;
        }
    }

    /** Adds what the begun message lacks, tells of it when it is whole, and returns where the piece goes on. */
    private int completeBegun(Bytes piece) {
        int at = piece.from();
        // twice at most: until its length is known, then until its end
        while (begunLength > 0 && at < piece.to()) {
            int length = wholeLength(begun, 0, begunLength);
            int until = Math.min(piece.to(), at + length - begunLength);
            keep(piece.array(), at, until);
            at = until;
            if (begunLength >= PRELUDE && begunLength == wholeLength(begun, 0, begunLength)) {
                tellBegun();
            }
        }
        return at;
    }

    private void tellBegun() {
        byte[] whole = begun;
        int length = begunLength;
        begunLength = 0;
        if (begun.length > MAX_KEPT_CAPACITY) {
            begun = NONE;
        }
        tell(whole, 0, length);
    }

    /** How long a message is, of which so many bytes are there; the length of the prelude until that has come. */
    private int wholeLength(byte[] array, int at, int available) {
        if (available < PRELUDE) {
            return PRELUDE;
        }
        int length = (int) INTS.get(array, at);
        int headers = (int) INTS.get(array, at + Integer.BYTES);
        requireChecksum(array, at, PRELUDE - CHECKSUM, "the lengths");
        requireAtMost(length, MAX_MESSAGE, "a message");
        requireAtMost(headers, MAX_HEADERS, "headers");
        if (length - PRELUDE - CHECKSUM < headers) {
            throw new EventStreamFault(
                    Kind.MALFORMED,
                    "event stream: a message of " + length + " bytes with headers of " + headers
                            + " bytes (expected: room for both and 16 bytes more)");
        }
        return length;
    }

    private void tell(byte[] array, int at, int length) {
        requireChecksum(array, at, length - CHECKSUM, "a message");
        int headers = (int) INTS.get(array, at + Integer.BYTES);
        int payload = at + PRELUDE + headers;
        messages.accept(new EventMessage(
                new HeaderReader(array, at + PRELUDE, headers).all(),
                new Bytes(array, payload, at + length - CHECKSUM)));
    }

    private void requireChecksum(byte[] array, int at, int length, String what) {
        crc.reset();
        crc.update(array, at, length);
        if ((int) crc.getValue() != (int) INTS.get(array, at + length)) {
            throw new EventStreamFault(Kind.CORRUPT, "event stream: the checksum of " + what + " differs");
        }
    }

    private static void requireAtMost(int length, int max, String what) {
        // lengths are unsigned
        if (length < 0 || length > max) {
            throw new EventStreamFault(
                    Kind.TOO_LARGE,
                    "event stream: " + what + " of " + Integer.toUnsignedString(length) + " bytes (expected: at most "
                            + max + ")");
        }
    }

    private void throwIfBroken() {
        if (fault.isPresent()) {
            throw fault.get();
        }
    }

    private void keep(byte[] array, int from, int to) {
        int needed = begunLength + to - from;
        if (needed > begun.length) {
            begun = Arrays.copyOf(begun, Math.max(FIRST_CAPACITY, Math.max(needed, 2 * begun.length)));
        }
        System.arraycopy(array, from, begun, begunLength, to - from);
        begunLength = needed;
    }
}
