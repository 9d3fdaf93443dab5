package io.piuptime.gateway.accept.owned;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.send.ReplySink;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A reply that tells the id of a new response: its beginning waits until it is kept whose the response is. What follows goes
 * through as it comes.
 */
public final class NewResponse implements ReplySink {
    /** An id stands at the very beginning; what has none by then has none that could be asked for later. */
    private static final int BEGINNING = 256 << 10;

    private final ReplySink caller;
    private final Notes notes;

    private State state = State.BEFORE;
    private Buffer held = Buffer.buffer();
    private Optional<Runnable> head = Optional.empty();
    private Optional<Runnable> resume = Optional.empty();
    private Optional<Runnable> ending = Optional.empty();

    private enum State {
        /** The id has not come yet. */
        BEFORE,
        /** It is being kept. */
        KEEPING,
        OPEN,
        REFUSED
    }

    /** What knows about responses. */
    public interface Notes {
        /** Whether the provider that answers keeps this response. */
        boolean wanted();

        /** The id in the beginning of a reply, if it is there. */
        Optional<String> id(Bytes beginning);

        /** Keeps whose it is, and comes back on the event loop. */
        void keep(String id, Runnable kept, Consumer<Refusal> failed);

        /** Nothing more is wanted of the provider. */
        void stop();

        /** The event that tells a refusal in a stream. */
        Buffer event(Refusal refusal);
    }

    public NewResponse(ReplySink caller, Notes notes) {
        this.caller = caller;
        this.notes = notes;
    }

    @Override
    public MultiMap headers() {
        return caller.headers();
    }

    @Override
    public boolean committed() {
        return head.isPresent() || caller.committed();
    }

    @Override
    public void whole(int status, Buffer body) {
        Runnable end = () -> caller.whole(status, body);
        if (isGood(status)) {
            look(body, end);
        } else {
            end.run();
        }
    }

    @Override
    public void refuse(Refusal refusal) {
        caller.refuse(refusal);
    }

    @Override
    public void head(int status, long length) {
        head = Optional.of(() -> caller.head(status, length));
        if (!isGood(status) || !notes.wanted()) {
            open();
        }
    }

    @Override
    public boolean write(Buffer part) {
        if (state == State.OPEN) {
            return caller.write(part);
        }
        held.appendBuffer(part);
        if (state == State.BEFORE) {
            Optional<String> id = notes.id(Buffers.bytes(held));
            if (id.isPresent()) {
                keep(id.get());
            } else if (held.length() > BEGINNING) {
                open();
                return true;
            }
        }
        return state != State.KEEPING;
    }

    @Override
    public void onDrain(Runnable resumed) {
        if (state == State.KEEPING) {
            resume = Optional.of(resumed);
        } else {
            caller.onDrain(resumed);
        }
    }

    @Override
    public void end(Buffer last) {
        finish(last, () -> caller.end(last));
    }

    @Override
    public void breakOff(Refusal refusal, Buffer event) {
        finish(Buffers.EMPTY, () -> caller.breakOff(refusal, event));
    }

    @Override
    public void endTold(Refusal refusal, Buffer last) {
        finish(last, () -> caller.endTold(refusal, last));
    }

    @Override
    public void abort(Refusal refusal) {
        state = State.REFUSED;
        caller.abort(refusal);
    }

    @Override
    public void heartbeat(Buffer comment) {
        if (state == State.OPEN || (state == State.BEFORE && head.isEmpty())) {
            caller.heartbeat(comment);
        }
    }

    private void finish(Buffer last, Runnable end) {
        switch (state) {
            case OPEN -> end.run();
            case BEFORE -> look(Buffer.buffer().appendBuffer(held).appendBuffer(last), end);
            case KEEPING -> ending = Optional.of(end);
            case REFUSED -> {}
        }
    }

    /** The reply is whole: whatever it tells is there. */
    private void look(Buffer all, Runnable end) {
        ending = Optional.of(end);
        Optional<String> id = notes.wanted() ? notes.id(Buffers.bytes(all)) : Optional.empty();
        if (id.isPresent()) {
            keep(id.get());
        } else {
            open();
        }
    }

    private void keep(String id) {
        state = State.KEEPING;
        notes.keep(id, this::open, this::refused);
    }

    private void open() {
        if (state == State.REFUSED) {
            return;
        }
        state = State.OPEN;
        if (!caller.committed()) {
            head.ifPresent(Runnable::run);
        }
        boolean room = held.length() == 0 || caller.write(held);
        held = Buffers.EMPTY;
        if (ending.isPresent()) {
            ending.get().run();
        } else if (room) {
            resume.ifPresent(Runnable::run);
        } else {
            resume.ifPresent(caller::onDrain);
        }
    }

    private void refused(Refusal refusal) {
        if (state == State.REFUSED) {
            return;
        }
        state = State.REFUSED;
        notes.stop();
        if (caller.committed()) {
            caller.breakOff(refusal, notes.event(refusal));
        } else {
            caller.refuse(refusal);
        }
    }

    private static boolean isGood(int status) {
        return status >= 200 && status < 300;
    }
}
