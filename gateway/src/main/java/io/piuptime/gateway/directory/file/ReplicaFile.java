package io.piuptime.gateway.directory.file;

import io.piuptime.gateway.directory.codec.EntryCodec;
import io.piuptime.gateway.directory.codec.PackedChange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The replica of the directory on disk: a frame that tells who wrote it, then one a change, appended and forced to the disk,
 * rewritten when too many of them are out of date.
 */
public final class ReplicaFile {
    /** In the data folder. */
    public static final String NAME = "directory.data";

    private static final int BUFFER = 1 << 16;
    /** What the first frame begins with, before the writer's vocabulary. */
    private static final int TITLE = 0x70697570;

    private final PrivateFile file;
    private long frames;

    public ReplicaFile(Path folder) {
        file = new PrivateFile(folder.resolve(NAME));
    }

    public boolean exists() {
        return file.exists();
    }

    /** When it was written or {@link #touch}ed; there must be one. */
    public Instant writtenAt() throws IOException {
        return file.writtenAt();
    }

    /** Has it look as if it were written at a moment: nothing has changed since. */
    public void touch(Instant moment) throws IOException {
        file.touch(moment);
    }

    /**
     * How the file was found.
     *
     * @param vocabulary of the program that wrote it
     * @param damaged places where something stood that is no change
     * @param torn whether its end was cut off, as a crash while writing leaves it
     */
    public record State(int vocabulary, int damaged, boolean torn) {}

    /** Takes what the file holds. */
    public interface Reader {
        /** The next change, with no damage before it. */
        void whole(PackedChange change);

        /** A change behind damage: its predecessors are not all known. */
        void beyond(PackedChange change);
    }

    public State read(Reader reader) throws IOException {
        frames = 0;
        if (!file.exists()) {
            return new State(EntryCodec.VOCABULARY, 0, false);
        }
        try (FileChannel channel = file.openToRead()) {
            FrameReader in = new FrameReader(channel);
            int vocabulary = 0;
            int strange = 0;
            for (Optional<byte[]> payload = in.next(); payload.isPresent(); payload = in.next()) {
                if (isTitle(payload.get())) {
                    vocabulary = ByteBuffer.wrap(payload.get()).getInt(Integer.BYTES);
                } else if (!read(payload.get(), in.damaged() + strange == 0, reader)) {
                    strange++;
                }
            }
            return new State(vocabulary, in.damaged() + strange, in.torn());
        }
    }

    private boolean read(byte[] payload, boolean whole, Reader reader) {
        PackedChange change;
        try {
            change = new PackedChange(payload);
        } catch (IllegalArgumentException _) {
            return false;
        }
        frames++;
        if (whole) {
            reader.whole(change);
        } else {
            reader.beyond(change);
        }
        return true;
    }

    /** Adds changes; {@link #force} makes them last. */
    public void append(List<PackedChange> changes) throws IOException {
        try (FileChannel channel = file.openToAppend()) {
            Sink sink = new Sink(channel, channel.size() == 0);
            changes.forEach(sink);
            frames += sink.close();
        }
    }

    public void force() throws IOException {
        try (FileChannel channel = file.openToAppend()) {
            channel.force(false);
        }
    }

    /** Puts changes in the place of all that the file holds. */
    public void rewrite(Consumer<Consumer<PackedChange>> changes) throws IOException {
        long[] written = new long[1];
        file.write(channel -> {
            Sink sink = new Sink(channel, true);
            changes.accept(sink);
            written[0] = sink.close();
        });
        frames = written[0];
    }

    /** Changes in the file, those that are out of date included. */
    public long frames() {
        return frames;
    }

    private static boolean isTitle(byte[] payload) {
        return payload.length == 2 * Integer.BYTES && ByteBuffer.wrap(payload).getInt() == TITLE;
    }

    @Override
    public String toString() {
        return file.toString();
    }

    /** Writes changes as frames, many in one piece. A failure shows when it is closed. */
    private static final class Sink implements Consumer<PackedChange> {
        private final OutputStream out;
        private Optional<IOException> failure = Optional.empty();
        private long written;

        Sink(FileChannel channel, boolean titled) {
            out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            if (titled) {
                byte[] title = ByteBuffer.allocate(2 * Integer.BYTES)
                        .putInt(TITLE)
                        .putInt(EntryCodec.VOCABULARY)
                        .array();
                write(title);
            }
        }

        @Override
        public void accept(PackedChange change) {
            write(change.bytes());
            written++;
        }

        private void write(byte[] payload) {
            if (failure.isPresent()) {
                return;
            }
            try {
                out.write(FrameReader.frame(payload).array());
            } catch (IOException e) {
                failure = Optional.of(e);
            }
        }

        /** Writes the rest, and returns how many changes were written. */
        long close() throws IOException {
            if (failure.isPresent()) {
                throw failure.get();
            }
            out.flush();
            return written;
        }
    }
}
