package io.piuptime.dialects.chat;

import io.piuptime.gateway.Bytes;

/** Turns the bytes of one streamed reply into events, whatever way they are cut. Used by one exchange, on one thread. */
public interface EventReader {
    /**
     * Reads on: every event that became whole was handed over when it returns. The array belongs to the caller again.
     *
     * @return false when the stream cannot be trusted any more; later calls do nothing
     */
    boolean feed(Bytes piece);

    /** The provider closed the stream: reads a last frame that nothing ended. */
    void end();

    /** Frames that could not be read and were left out. */
    int malformed();
}
