package io.piuptime.gateway.authenticate.standing;

import io.piuptime.gateway.directory.file.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Keys that an operator denied on this node: they open nothing here, whatever stores say or whether there are any. They lie in the
 * data folder's {@code denied-keys}, an id a line, and are denied after a restart too.
 */
public final class Denials {
    static final String NAME = "denied-keys";

    private final PrivateFile file;
    private final Standings standings;
    private final Set<String> denied = new TreeSet<>();

    /**
     * Those of a data folder.
     *
     * @throws UncheckedIOException when the file is there and cannot be read: nobody knows then who is to be denied
     */
    public Denials(Path folder, Standings standings) {
        this.file = new PrivateFile(folder.resolve(NAME));
        this.standings = standings;
        try {
            if (file.exists()) {
                new String(file.read(), StandardCharsets.US_ASCII)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .forEach(denied::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
        denied.forEach(id -> standings.deny(id, true));
    }

    /**
     * Denies a key, or does so no longer. It is in effect when this returns, though it throws.
     *
     * @throws UncheckedIOException when that is forgotten with the process, since the file cannot be written
     */
    public synchronized void deny(String keyId, boolean now) {
        boolean changed = now ? denied.add(keyId) : denied.remove(keyId);
        standings.deny(keyId, now);
        if (changed) {
            write();
        }
    }

    public synchronized boolean denies(String keyId) {
        return denied.contains(keyId);
    }

    private void write() {
        String lines = denied.stream().map(id -> id + "\n").collect(Collectors.joining());
        try {
            file.write(lines.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
