package io.piuptime.gateway;

import io.piuptime.model.usage.Tokens;

/**
 * Reads a streamed reply as its bytes arrive, whatever way they are cut, and hands on whole frames as they came. Used by
 * one exchange, on one thread.
 */
public interface ReplyStream {
    /**
     * Reads on. Before it returns, the sink has got every frame that became whole, in order, as few runs as possible.
     *
     * <p>The array belongs to the caller of the method again when it returns, and the sink's runs may lie in it.
     *
     * @return {@link Health#FAILED} when the stream cannot be trusted any more (three malformed frames in a row, a line
     *     over 1 MiB); later calls do nothing
     */
    Health feed(Bytes bytes);

    /**
     * The provider closed the stream: reads a last frame that no blank line ended.
     */
    Ending end();

    /** Whether the terminal event was handed on: nothing that follows counts. */
    boolean terminated();

    /** What is known so far. */
    Report report();

    /** Whether a stream can still be trusted. */
    enum Health {
        SOUND,
        FAILED
    }

    /** How the provider ended a stream. */
    enum Ending {
        /** With its terminal event, which was handed on. */
        TERMINAL,
        /** After a finish reason, without the terminal event, or after an error event of the provider's own. */
        FINISHED,
        /** In the middle. */
        CUT
    }

    /** Gets frames. */
    interface Sink {
        /**
         * A run of whole frames to hand on.
         *
         * @param content whether any of them holds content, reasoning, a tool call, a finish reason or the terminal event;
         *     if not, they are comments or start-up events
         */
        void frames(Bytes run, boolean content);

        /**
         * The provider reports an error inside the stream. Called instead of {@link #frames} for that frame.
         *
         * @param frame the whole frame, for handing on when the head has left already
         * @param body the error's JSON, for a reply of its own when it has not
         * @param status the HTTP status that fits the error
         */
        void error(Bytes frame, Bytes body, int status);
    }

    /**
     * What a stream told.
     *
     * @param tokens reported ones, or counted content frames, or unknown
     * @param finishReason the last finish reason, or empty
     * @param frames handed on
     * @param withheld usage frames that the caller did not ask for
     * @param malformed frames that were dropped
     */
    record Report(Tokens tokens, String finishReason, long frames, int withheld, int malformed) {}
}
