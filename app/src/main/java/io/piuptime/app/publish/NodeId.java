package io.piuptime.app.publish;

import io.piuptime.gateway.directory.file.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** The name of a node: made once, kept in its data folder, so that it is the same after a restart. */
public final class NodeId {
    private static final int BYTES = 6;

    private NodeId() {}

    /** The name in a folder, made if there is none. */
    public static String in(Path folder, RandomGenerator random) {
        Path file = folder.resolve("node-id");
        try {
            if (Files.exists(file)) {
                String known = Files.readString(file).strip();
                if (known.matches("[0-9A-Za-z._-]{1,64}")) {
                    return known;
                }
            }
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            String id = "node-" + HexFormat.of().formatHex(bytes);
            new PrivateFile(file).write((id + "\n").getBytes(StandardCharsets.UTF_8));
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException("the node's name in " + file + " cannot be kept", e);
        }
    }
}
