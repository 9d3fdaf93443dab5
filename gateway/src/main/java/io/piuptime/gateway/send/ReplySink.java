package io.piuptime.gateway.send;

import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.send.failure.Failure;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * Where a reply goes: the caller's side of an exchange. Of {@link #whole}, {@link #refuse}, {@link #end}, {@link #breakOff},
 * {@link #endTold} and {@link #abort} exactly one ends the exchange; what comes after it is ignored. All methods run on the exchange's event loop.
 */
public interface ReplySink {
    /** Headers of the reply; to be filled before its head leaves. */
    MultiMap headers();

    /** Whether the head has left: from then on failures can only be told inside the reply. */
    boolean committed();

    /** Sends a reply that is there whole. */
    void whole(int status, Buffer body);

    /** Answers with a refusal. Only before the head has left. */
    void refuse(Refusal refusal);

    /**
     * Sends the head of a reply whose body follows.
     *
     * @param length of the body, or -1 when it is not known
     */
    void head(int status, long length);

    /**
     * Sends on a part of the body.
     *
     * @return false when the caller reads too slowly and the source has to pause
     */
    boolean write(Buffer part);

    /** Called once when there is room again. */
    void onDrain(Runnable resume);

    /** Ends a body that is complete. */
    void end(Buffer last);

    /**
     * Ends a body that is not complete: an event tells it where the form of the reply allows one, else the connection is cut,
     * so that nobody takes the part for the whole.
     */
    void breakOff(Refusal refusal, Buffer event);

    /** Ends a body that is not complete and has told so itself, with its last bytes. */
    void endTold(Refusal refusal, Buffer last);

    /** A failure is the answer: as a reply of its own where that can still be, else within the reply. */
    default void fail(Failure failure, Dialect dialect) {
        if (committed()) {
            breakOff(failure.refusal(), failure.event(dialect));
            return;
        }
        failure.answer()
                .ifPresentOrElse(
                        answer -> {
                            headers().clear();
                            headers().addAll(answer.headers());
                            whole(answer.status(), answer.body());
                        },
                        () -> refuse(failure.refusal()));
    }

    /** Cuts the connection after a fault of ours, whatever was sent. */
    void abort(Refusal refusal);

    /** Sends a comment to keep a silent stream alive. */
    void heartbeat(Buffer comment);
}
