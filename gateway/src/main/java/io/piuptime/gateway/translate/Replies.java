package io.piuptime.gateway.translate;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ErrorWords;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyReport;
import io.piuptime.gateway.ReplyStream;
import java.util.Optional;

/** How the answer of a target becomes the caller's. */
public interface Replies {
    /** Whether an answer of this media type, in lower case, is a stream of events. */
    boolean isStream(String mediaType);

    /** The media type of a stream as the caller gets it. */
    String streamType();

    /** A reader for a streamed answer, which hands on frames in the caller's dialect. */
    ReplyStream stream(ReplyStream.Sink sink);

    /** Begins to note what the caller gets of a streamed answer; empty where no other answer can go on with it. */
    default Optional<Told> told() {
        return Optional.empty();
    }

    /** The same as {@link #stream}, while what is handed on is noted. */
    default ReplyStream noted(ReplyStream.Sink sink, Told told) {
        return stream(sink);
    }

    /**
     * A reader for another answer to the same question, which hands on what goes beyond what was told. While it still repeats
     * that, the sink gets empty runs.
     */
    default ReplyStream resumed(ReplyStream.Sink sink, Told told) {
        throw new IllegalStateException("an answer that nothing was noted of (expected: one of a dialect of chat)");
    }

    /** Reads a whole answer. */
    Whole whole(int status, Bytes body);

    /** Reads the body of an error as it came from the target. */
    ErrorWords words(Bytes body);

    /** A reader for an answer that is relayed while it comes; empty when it can only be read whole. */
    Optional<ReplyMeter> meter();

    /**
     * A whole answer.
     *
     * @param body as the caller gets it
     */
    record Whole(Bytes body, ReplyReport report) {}
}
