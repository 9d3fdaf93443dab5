package io.piuptime.gateway.directory.file;

import java.nio.ByteBuffer;

/** Frames of a replica's file, for tests that change it. */
public final class FrameBytes {
    private FrameBytes() {}

    /** The first frame, as a program with this vocabulary writes it. */
    public static byte[] title(int vocabulary) {
        byte[] payload = ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(0x70697570)
                .putInt(vocabulary)
                .array();
        return FrameReader.frame(payload).array();
    }
}
