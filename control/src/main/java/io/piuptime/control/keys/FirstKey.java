package io.piuptime.control.keys;

import io.piuptime.gateway.directory.Directory;
import io.piuptime.gateway.directory.file.PrivateFile;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.key.KeyText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The key that lies in the data folder's {@code first-key} after the first start, so that there is something to begin with. */
public final class FirstKey {
    static final String NAME = "first-key";

    private final Keys keys;
    private final Directory directory;
    private final PrivateFile file;

    public FirstKey(Keys keys, Directory directory, Path folder) {
        this.keys = keys;
        this.directory = directory;
        this.file = new PrivateFile(folder.resolve(NAME));
    }

    /**
     * Creates the key if there is none at all, neither in this node's directory nor in the store.
     *
     * @return the entry of the key, if it was created
     */
    public Optional<KeyEntry> createIfNone() {
        if (directory.count(Kind.KEY) > 0 || !keys.list().isEmpty()) {
            return Optional.empty();
        }
        KeyText key = keys.generate();
        // The file first: a crash in between leaves a text that is no key, which the next start replaces.
        write(key);
        return Optional.of(
                keys.add(key, new NewKey("first", List.of(), Optional.empty())).entry());
    }

    private void write(KeyText key) {
        try {
            file.write((key.text() + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
