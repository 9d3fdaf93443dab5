package io.piuptime.gateway.send;

import io.piuptime.gateway.ReplyStream;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.gateway.translate.Told;
import io.piuptime.model.catalog.StreamRecovery;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of a stream that fails when its caller has got some of it. Used by one exchange, on one thread. */
final class Recovery {
    /** So much of an answer that is to be whole first is held; what is larger is told as it comes from there on. */
    private static final int MOST_HELD = 1 << 20;

    private final StreamRecovery manner;
    private @Nullable Told told;
    private boolean begun;

    Recovery(StreamRecovery manner) {
        this.manner = manner;
    }

    /** A reader for the answer of the next attempt. */
    ReplyStream stream(Replies replies, ReplyStream.Sink sink) {
        if (manner != StreamRecovery.CONTINUE) {
            return replies.stream(sink);
        }
        if (begun && told != null) {
            return replies.resumed(sink, told);
        }
        Optional<Told> noted = replies.told();
        told = noted.orElse(null);
        return noted.map(one -> replies.noted(sink, one)).orElseGet(() -> replies.stream(sink));
    }

    /** Something of an answer leaves for the caller. */
    void begin() {
        begun = true;
    }

    /** Whether something of an answer has left for the caller. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether another attempt could still make a failure good. */
    boolean isPossible() {
        return !begun || (told != null && told.isResumable());
    }

    /** Whether so much of an answer waits until it is whole. */
    boolean holds(int bytes) {
        return manner == StreamRecovery.BUFFERED && !begun && bytes <= MOST_HELD;
    }

    /** What the caller has got, where it is noted. */
    Optional<Told> told() {
        return Optional.ofNullable(told);
    }

    /** Whether the present attempt says something else than what the caller has got. */
    boolean isContradicted() {
        return told != null && told.isContradicted();
    }
}
