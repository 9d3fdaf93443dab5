package io.piuptime.stores.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A segment mapped to be read. Whatever is in the file, reading it does not fail: where no frame holds, it ends. */
final class SegmentView implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentView.class);

    private final long number;
    private final Path file;
    private final Arena arena;
    private final MemorySegment bytes;

    private SegmentView(long number, Path file, Arena arena, MemorySegment bytes) {
        this.number = number;
        this.file = file;
        this.arena = arena;
        this.bytes = bytes;
    }

    static SegmentView none() {
        return new SegmentView(0, Path.of(""), Arena.global(), MemorySegment.NULL);
    }

    /**
     * Maps a segment. One whose making was cut off is empty.
     *
     * @throws IOException when it cannot be read or is something else
     */
    static SegmentView of(SegmentFolder folder, long number) throws IOException {
        Path file = folder.file(number);
        Arena arena = Arena.ofShared();
        boolean done = false;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = Math.min(channel.size(), Integer.MAX_VALUE);
            MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, size, arena);
            long magic = size < Segment.HEADER ? 0 : bytes.get(Segment.LONG, 0);
            if (magic != 0 && magic != Segment.MAGIC) {
                throw new IOException("it does not start as a segment does");
            }
            done = true;
            return new SegmentView(number, file, arena, bytes);
        } catch (InternalError e) {
            throw new IOException("its first page cannot be read", e);
        } finally {
            if (!done) {
                arena.close();
            }
        }
    }

    long number() {
        return number;
    }

    long size() {
        return bytes.byteSize();
    }

    /** The payload of the frame that starts at a place and ends at the limit or before, if there is one and it holds. */
    Optional<byte[]> payload(long at, long limit) {
        try {
            int length = Frame.payloadLength(bytes, at, Math.min(limit, size()));
            if (length == 0) {
                return Optional.empty();
            }
            byte[] payload = Frame.payload(bytes, at, length);
            return Frame.holds(bytes, at, payload) ? Optional.of(payload) : Optional.empty();
        } catch (InternalError _) {
            // the file was cut under the mapping, or its disk failed
            return Optional.empty();
        }
    }

    /** Whether there is something where the frames end, which is said. After a power loss that is the torn last write. */
    boolean reportDamage(long at) {
        try {
            if (at <= size() - Frame.HEADER && bytes.get(Segment.LONG, at) != 0) {
                LOG.warn("{}: a frame at byte {} does not hold; what follows it is left out", file, at);
                return true;
            }
            return false;
        } catch (InternalError _) {
            LOG.warn("{}: byte {} cannot be read; what follows is left out", file, at);
            return true;
        }
    }

    @Override
    public void close() {
        if (number > 0) {
            arena.close();
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
