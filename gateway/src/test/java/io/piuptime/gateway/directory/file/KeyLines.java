package io.piuptime.gateway.directory.file;

/** Lines of the file of keys that was there before the replica's. */
public final class KeyLines {
    private KeyLines() {}

    /** A line's body behind its checksum. */
    public static String signed(String body) {
        return KeyLineTest.signed(body);
    }
}
