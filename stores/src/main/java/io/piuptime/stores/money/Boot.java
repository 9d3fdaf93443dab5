package io.piuptime.stores.money;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What tells one running time of the machine from another. */
public final class Boot {
    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private Boot() {}

    /** An id of the machine's present running time, or empty where it cannot be told: then each might be another. */
    public static String id() {
        try {
            return Files.readString(LINUX).strip();
        } catch (IOException _) {
            return "";
        }
    }
}
