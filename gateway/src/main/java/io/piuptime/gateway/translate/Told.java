package io.piuptime.gateway.translate;

import io.piuptime.gateway.Bytes;

/**
 * What a caller has got of a streamed answer that broke off: another answer to the same question goes on from there if it says
 * the same up to there, word for word. Used by one exchange, on one thread.
 */
public interface Told {
    /** Whether another answer may go on: nothing but text was told, not too much of it, and not its end. */
    boolean isResumable();

    /** Whether the answer that was to go on says something else. */
    boolean isContradicted();

    /** What tells a reader of the bytes who goes on, without being part of the answer; empty where the dialect has no such. */
    Bytes remark(String text);
}
