package io.piuptime.app.config.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Files as they were at one moment, so that a later look can tell whether one has changed. */
public final class Watched {
    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final int LARGEST = 4 << 20;
    private static final String ABSENT = "absent";

    /**
     * One file.
     *
     * @param stamp size, time and identity
     * @param digest of its content
     * @param settled whether it was written long enough ago that another change would show in the stamp
     */
    private record Mark(String stamp, String digest, boolean settled) {}

    private final Map<Path, Mark> marks = new HashMap<>();

    private Watched() {}

    /** Takes files as they are now. */
    public static Watched of(Collection<Path> files, Instant now) {
        Watched watched = new Watched();
        files.forEach(file -> watched.marks.put(file, mark(file, stamp(file), now)));
        return watched;
    }

    /** These files and others. */
    Watched and(Watched others) {
        Watched all = new Watched();
        all.marks.putAll(others.marks);
        all.marks.putAll(marks);
        return all;
    }

    /** Whether the content of a file is now another. Files that were only touched are remembered as they are now. */
    boolean haveChanged(Instant now) {
        boolean changed = false;
        for (Map.Entry<Path, Mark> entry : marks.entrySet()) {
            Mark before = entry.getValue();
            String stamp = stamp(entry.getKey());
            if (!before.settled() || !stamp.equals(before.stamp())) {
                Mark after = mark(entry.getKey(), stamp, now);
                changed |= !after.digest().equals(before.digest());
                entry.setValue(after);
            }
        }
        return changed;
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes read = Files.readAttributes(file, BasicFileAttributes.class);
            return read.size() + "/" + read.lastModifiedTime() + "/" + read.fileKey();
        } catch (IOException _) {
            return ABSENT;
        }
    }

    private static Mark mark(Path file, String stamp, Instant now) {
        try {
            boolean settled =
                    Files.getLastModifiedTime(file).toInstant().plus(SETTLED).isBefore(now);
            return new Mark(stamp, digest(file), settled);
        } catch (IOException _) {
            return new Mark(stamp, ABSENT, false);
        }
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 (expected: part of every JDK)", e);
        }
    }
}
