package io.piuptime.gateway.budget.kept;

import io.piuptime.gateway.directory.file.FrameReader;
import io.piuptime.gateway.directory.file.PrivateFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The counts of limits on disk, in the data folder's {@code limits.data}: one frame for each count that has changed, appended and
 * forced to the disk; the last one of a limit counts. It is rewritten when many are out of date.
 */
public final class TallyFile {
    /** In the data folder. */
    public static final String NAME = "limits.data";

    private static final int BUFFER = 1 << 16;
    private static final int FRAMES_TO_SPARE = 10_000;

    private final PrivateFile file;
    private long frames;
    private long needed;

    public TallyFile(Path folder) {
        file = new PrivateFile(folder.resolve(NAME));
    }

    /** What still counts at a moment of what the file holds; what is damaged is passed over. */
    public List<Tally> read(long now) throws IOException {
        frames = 0;
        Map<String, Tally> last = new HashMap<>();
        if (file.exists()) {
            try (FileChannel channel = file.openToRead()) {
                FrameReader in = new FrameReader(channel);
                for (Optional<byte[]> payload = in.next(); payload.isPresent(); payload = in.next()) {
                    frames++;
                    Tally tally = Tally.of(payload.get());
                    last.put(tally.meter(), tally);
                }
            }
        }
        List<Tally> counting =
                last.values().stream().filter(tally -> tally.countsAt(now)).toList();
        needed = counting.size();
        return counting;
    }

    /** Adds counts, and returns when the disk has them. */
    void append(List<Tally> tallies) throws IOException {
        try (FileChannel channel = file.openToAppend()) {
            frames += write(channel, tallies::forEach);
            channel.force(false);
        }
    }

    /** Puts counts in the place of all that the file holds. */
    void rewrite(Consumer<Consumer<Tally>> tallies) throws IOException {
        long[] written = new long[1];
        file.write(channel -> written[0] = write(channel, tallies));
        frames = written[0];
        needed = frames;
    }

    /** Whether more of it is out of date than is not. */
    boolean isStale() {
        return frames > 2 * needed + FRAMES_TO_SPARE;
    }

    private static long write(FileChannel channel, Consumer<Consumer<Tally>> tallies) throws IOException {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        long[] written = new long[1];
        try {
            tallies.accept(tally -> {
                try {
                    out.write(FrameReader.frame(tally.bytes()).array());
                    written[0]++;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
        out.flush();
        return written[0];
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
