package io.piuptime.gateway.directory.file;

import io.piuptime.gateway.directory.codec.PackedChange;
import io.piuptime.model.directory.Change;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The file of keys that was there before the {@link ReplicaFile}: a line a change. It is read once and carried over. */
public final class KeyLog {
    /** In the data folder. */
    public static final String NAME = "directory.log";

    private final PrivateFile file;

    public KeyLog(Path folder) {
        file = new PrivateFile(folder.resolve(NAME));
    }

    public boolean exists() {
        return file.exists();
    }

    /** Shows the changes in the file. Returns how many damaged lines there were; one that was cut off is not among them. */
    public int read(ReplicaFile.Reader reader) throws IOException {
        String text = new String(file.read(), StandardCharsets.UTF_8);
        int damaged = 0;
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            Optional<PackedChange> change =
                    KeyLine.read(text.substring(start, end)).map(KeyLog::pack);
            start = end + 1;
            if (change.isEmpty()) {
                damaged++;
            } else if (damaged == 0) {
                reader.whole(change.get());
            } else {
                reader.beyond(change.get());
            }
        }
        return damaged;
    }

    public void delete() throws IOException {
        file.delete();
    }

    private static PackedChange pack(Change change) {
        return PackedChange.of(change);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
