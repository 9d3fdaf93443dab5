package io.piuptime.gateway.directory.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads frames from a file: each a mark, the length of its payload, a checksum over length and payload, and the payload. Behind
 * bytes that are no frame it goes on with the next one that is.
 */
public final class FrameReader {
    static final int HEAD = 12;
    /** Longer than any entry that a node takes. */
    static final int LONGEST = 2 << 20;

    static final int MARK = 0x8E917055;

    private final FileChannel channel;
    private final CRC32C crc = new CRC32C();
    private byte[] bytes = new byte[1 << 20];
    private int at;
    private int end;
    private boolean whole;
    private int damaged;
    private boolean torn;

    public FrameReader(FileChannel channel) {
        this.channel = channel;
    }

    /** Frame of a payload. */
    public static ByteBuffer frame(byte[] payload) {
        if (payload.length > LONGEST) {
            throw new IllegalArgumentException(
                    "payload: " + payload.length + " bytes (expected: at most " + LONGEST + ")");
        }
        ByteBuffer frame = ByteBuffer.allocate(HEAD + payload.length)
                .putInt(MARK)
                .putInt(payload.length)
                .putInt(0)
                .put(payload);
        CRC32C crc = new CRC32C();
        crc.update(frame.array(), 4, 4);
        crc.update(payload);
        return frame.putInt(8, (int) crc.getValue()).flip();
    }

    /** The payload of the next frame; empty at the end of the file. */
    public Optional<byte[]> next() throws IOException {
        boolean astray = false;
        while (fill(HEAD)) {
            Optional<byte[]> payload = payloadHere();
            if (payload.isPresent()) {
                damaged += astray ? 1 : 0;
                return payload;
            }
            astray = true;
            at++;
        }
        torn = astray || at < end;
        return Optional.empty();
    }

    /** Places before a frame where something else stood. */
    int damaged() {
        return damaged;
    }

    /** Whether the file ended with something else than a frame, as a crash while writing leaves it. */
    boolean torn() {
        return torn;
    }

    private Optional<byte[]> payloadHere() throws IOException {
        int length = integer(4);
        if (integer(0) != MARK || length < 0 || length > LONGEST || !fill(HEAD + length)) {
            return Optional.empty();
        }
        crc.reset();
        crc.update(bytes, at + 4, 4);
        crc.update(bytes, at + HEAD, length);
        if ((int) crc.getValue() != integer(8)) {
            return Optional.empty();
        }
        byte[] payload = Arrays.copyOfRange(bytes, at + HEAD, at + HEAD + length);
        at += HEAD + length;
        return Optional.of(payload);
    }

    private int integer(int offset) {
        return ByteBuffer.wrap(bytes).getInt(at + offset);
    }

    /** Makes so many bytes readable, if the file has them. */
    private boolean fill(int count) throws IOException {
        if (end - at >= count) {
            return true;
        }
        if (whole) {
            return false;
        }
        byte[] target = count > bytes.length ? new byte[count * 2] : bytes;
        System.arraycopy(bytes, at, target, 0, end - at);
        bytes = target;
        end -= at;
        at = 0;
        while (end < bytes.length && !whole) {
            int read = channel.read(ByteBuffer.wrap(bytes, end, bytes.length - end));
            whole = read < 0;
            end += Math.max(0, read);
        }
        return end >= count;
    }
}
