package io.piuptime.gateway.send;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.gateway.budget.ByteBudget;
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
    private final ByteBudget buffers;
    private final long limit;
    private @Nullable Told told;
    private boolean begun;
    private int reserved;

    /**
     * For one exchange.
     *
     * @param buffers counts what is held for all callers
     * @param limit of that
     */
    Recovery(StreamRecovery manner, ByteBudget buffers, long limit) {
        this.manner = manner;
        this.buffers = buffers;
        this.limit = limit;
    }

    /**
     * As an exchange's model wants it.
     *
     * @param repeatable whether its body can be sent once more
     */
    static Recovery of(Exchange exchange, boolean repeatable, ByteBudget buffers) {
        StreamRecovery manner = repeatable ? exchange.model().routing().recovery() : StreamRecovery.ERROR;
        return new Recovery(manner, buffers, exchange.snapshot().limits().buffers());
    }

    /** A reader for the answer of the next attempt. */
    ReplyStream stream(Replies replies, ReplyStream.Sink sink) {
        release();
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
        release();
    }

    /** Nothing is held any more. */
    void release() {
        buffers.giveBack(reserved);
        reserved = 0;
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
        if (manner != StreamRecovery.BUFFERED || begun || bytes > MOST_HELD) {
            return false;
        }
        int more = bytes - reserved;
        if (more > 0 && !buffers.take(more, limit)) {
            return false;
        }
        reserved = Math.max(reserved, bytes);
        return true;
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
