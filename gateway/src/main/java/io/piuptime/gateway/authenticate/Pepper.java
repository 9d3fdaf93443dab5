package io.piuptime.gateway.authenticate;

import io.piuptime.gateway.directory.file.KeyLog;
import io.piuptime.gateway.directory.file.PrivateFile;
import io.piuptime.gateway.directory.file.ReplicaFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The installation's secret under which keys are hashed, so that a stolen database opens nothing. It lies in the data
 * folder as {@code key-pepper}, apart from the database; whoever loses it loses every key.
 */
public final class Pepper {
    static final int SIZE = 32;

    private static final List<String> REPLICAS = List.of(ReplicaFile.NAME, KeyLog.NAME);

    private final byte[] secret;

    Pepper(byte[] secret) {
        if (secret.length != SIZE) {
            throw new IllegalArgumentException("pepper: " + secret.length + " bytes (expected: " + SIZE + ")");
        }
        this.secret = secret.clone();
    }

    /**
     * The pepper of a data folder, created at the first start.
     *
     * @throws IllegalStateException when the file is not a pepper, or is missing though keys were made with it
     */
    public static Pepper in(Path folder, RandomGenerator random) {
        PrivateFile file = new PrivateFile(folder.resolve("key-pepper"));
        try {
            if (file.exists()) {
                return read(file);
            }
            for (String replica : REPLICAS) {
                Path directory = folder.resolve(replica);
                if (Files.exists(directory) && Files.size(directory) > 0) {
                    throw new IllegalStateException("key-pepper: missing in " + folder + ", though " + replica
                            + " holds keys made with it (expected: the file from a backup, or a new data folder)");
                }
            }
            byte[] secret = new byte[SIZE];
            random.nextBytes(secret);
            file.write(secret);
            return new Pepper(secret);
        } catch (IOException e) {
            throw new UncheckedIOException("key-pepper: cannot be used in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Pepper read(PrivateFile file) throws IOException {
        byte[] secret = file.read();
        if (secret.length != SIZE) {
            throw new IllegalStateException("key-pepper: " + secret.length + " bytes in " + file + " (expected: " + SIZE
                    + "; restore it from a backup, for without it no key is valid)");
        }
        return new Pepper(secret);
    }

    byte[] secret() {
        return secret.clone();
    }

    @Override
    public String toString() {
        return "***";
    }
}
