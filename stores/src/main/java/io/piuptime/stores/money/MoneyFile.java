package io.piuptime.stores.money;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A mapped file of frames, each at a multiple of eight bytes: length and CRC-32C in one word, which is written last and in one
 * step, then the payload. What is written belongs to the kernel and outlives the process. Used under one lock.
 */
final class MoneyFile implements AutoCloseable {
    /** What every file starts with; the last two characters are the form's version. */
    static final long MAGIC = 0x3130_594e_4d50_4950L;

    static final int WORD = Long.BYTES;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle AT = LONG.varHandle();
    private static final int PIECE = 64 * 1024;

    private final Arena arena;
    private final MemorySegment bytes;
    private final CRC32C crc = new CRC32C();
    private long end = WORD;

    private MoneyFile(Arena arena, MemorySegment bytes) {
        this.arena = arena;
        this.bytes = bytes;
    }

    /** A new file without holes, so that a full disk is met here and not later. */
    static MoneyFile create(Path path, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
            piece.putLong(0, MAGIC);
            for (long written = 0; written < size; piece.clear().putLong(0, 0)) {
                piece.limit((int) Math.min(PIECE, size - written));
                while (piece.hasRemaining()) {
                    written += channel.write(piece);
                }
            }
            Arena arena = Arena.ofShared();
            return new MoneyFile(arena, channel.map(MapMode.READ_WRITE, 0, size, arena));
        }
    }

    /**
     * What a file holds.
     *
     * @param whole whether it ends where its frames do: false if one of them is damaged
     */
    record Contents(List<ByteBuffer> payloads, boolean whole) {
        Contents {
            payloads = List.copyOf(payloads);
        }
    }

    static Contents read(Path path) throws IOException {
        List<ByteBuffer> payloads = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer all =
                    ByteBuffer.allocate(Math.toIntExact(channel.size())).order(ByteOrder.LITTLE_ENDIAN);
            while (all.hasRemaining() && channel.read(all) >= 0) {
                // until all of it is there
            }
            if (all.position() < WORD || all.getLong(0) != MAGIC) {
                return new Contents(payloads, false);
            }
            CRC32C sum = new CRC32C();
            int at = WORD;
            while (at + WORD <= all.position()) {
                long head = all.getLong(at);
                int length = (int) head;
                if (head == 0) {
                    return new Contents(payloads, true);
                }
                if (length <= 0 || length > LineCodec.LONGEST || at + WORD + length > all.position()) {
                    return new Contents(payloads, false);
                }
                sum.reset();
                sum.update(all.array(), at + WORD, length);
                if ((int) sum.getValue() != (int) (head >>> Integer.SIZE)) {
                    return new Contents(payloads, false);
                }
                payloads.add(ByteBuffer.wrap(all.array(), at + WORD, length).slice());
                at = (int) next(at, length);
            }
            return new Contents(payloads, true);
        }
    }

    long size() {
        return bytes.byteSize();
    }

    long left() {
        return bytes.byteSize() - end;
    }

    /** Bytes that are written. */
    long end() {
        return end;
    }

    /** Adds a frame that leaves so much room behind it. Returns whether there was room. */
    boolean append(ByteBuffer payload, long leave) {
        int length = payload.remaining();
        long behind = next(end, length);
        if (behind > bytes.byteSize() - leave) {
            return false;
        }
        int from = payload.arrayOffset() + payload.position();
        crc.reset();
        crc.update(payload.array(), from, length);
        try {
            MemorySegment.copy(payload.array(), from, bytes, ValueLayout.JAVA_BYTE, end + WORD, length);
            AT.setRelease(bytes, end, crc.getValue() << Integer.SIZE | length);
        } catch (InternalError _) {
            return false; // the kernel could not provide the page: the file was cut or its disk failed
        }
        end = behind;
        return true;
    }

    void force() {
        bytes.force();
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    private static long next(long at, int length) {
        return (at + WORD + length + WORD - 1) / WORD * WORD;
    }
}
