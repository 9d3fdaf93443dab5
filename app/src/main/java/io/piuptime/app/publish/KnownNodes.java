package io.piuptime.app.publish;

import io.piuptime.gateway.directory.file.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many nodes there were when that could last be told, kept in the data folder: one that starts while the others cannot be
 * asked takes its part of shared limits, and not the whole.
 */
public final class KnownNodes {
    private static final Logger LOG = LoggerFactory.getLogger(KnownNodes.class);
    private static final int MOST = 10_000;

    private final PrivateFile file;
    private int written;

    public KnownNodes(Path folder) {
        file = new PrivateFile(folder.resolve("known-nodes"));
        written = read();
    }

    /** This one included; 1 if that was never told. */
    public int count() {
        return Math.max(1, written);
    }

    /** So many there are now. */
    void are(int count) {
        if (count == written || count < 1) {
            return;
        }
        try {
            file.write((count + "\n").getBytes(StandardCharsets.US_ASCII));
            written = count;
        } catch (IOException e) {
            LOG.debug("{}: cannot be written", file, e);
        }
    }

    private int read() {
        try {
            String text = file.exists() ? new String(file.read(), StandardCharsets.US_ASCII).strip() : "";
            return text.matches("[1-9][0-9]{0,4}") ? Math.min(MOST, Integer.parseInt(text)) : 0;
        } catch (IOException e) {
            LOG.warn("{}: cannot be read, one node is assumed: {}", file, e.getMessage());
            return 0;
        }
    }
}
