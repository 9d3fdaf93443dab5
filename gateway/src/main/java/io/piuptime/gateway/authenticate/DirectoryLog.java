package io.piuptime.gateway.authenticate;

import io.piuptime.model.key.KeyChange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file behind a {@link DirectoryReplica}: a line a change, appended and forced to the disk, rewritten when it grew long. */
final class DirectoryLog {
    static final String NAME = "directory.log";

    private final PrivateFile file;
    private long lines;

    DirectoryLog(Path folder) {
        file = new PrivateFile(folder.resolve(NAME));
    }

    /**
     * What the file held.
     *
     * @param whole changes up to the first damaged line
     * @param beyond changes after it, whose predecessors are not all known
     * @param torn whether the last line was cut off, as a crash while writing leaves it
     */
    record Content(List<KeyChange> whole, List<KeyChange> beyond, int damaged, boolean torn) {}

    Content read() throws IOException {
        if (!file.exists()) {
            return new Content(List.of(), List.of(), 0, false);
        }
        String text = new String(file.read(), StandardCharsets.UTF_8);
        List<KeyChange> whole = new ArrayList<>();
        List<KeyChange> beyond = new ArrayList<>();
        int damaged = 0;
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            Optional<KeyChange> change = DirectoryLine.read(text.substring(start, end));
            start = end + 1;
            if (change.isEmpty()) {
                damaged++;
            } else {
                (damaged == 0 ? whole : beyond).add(change.get());
            }
        }
        lines = whole.size();
        return new Content(whole, beyond, damaged, start < text.length());
    }

    void append(List<KeyChange> changes) throws IOException {
        try (FileChannel channel = file.openToAppend()) {
            ByteBuffer rest = bytes(changes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(false);
        }
        lines += changes.size();
    }

    /** Puts these changes in the place of all that the file holds. */
    void rewrite(Collection<KeyChange> changes) throws IOException {
        List<KeyChange> sorted = changes.stream()
                .sorted(Comparator.comparingLong(KeyChange::sequence))
                .toList();
        file.write(bytes(sorted).array());
        lines = sorted.size();
    }

    long lines() {
        return lines;
    }

    private static ByteBuffer bytes(List<KeyChange> changes) {
        String text = changes.stream().map(DirectoryLine::write).collect(Collectors.joining());
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
