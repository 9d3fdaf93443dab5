package io.piuptime.gateway.accept.repeat;

import io.piuptime.gateway.Bytes;

/** Whoever waits for an answer that another asked for. Told on any thread, and must not wait there. */
public interface Follower {
    /** There is more to read. */
    void moved();

    /** The answer is silent still: a comment to keep a stream alive. */
    void beat(Bytes comment);
}
