package io.piuptime.gateway.accept.repeat;

import io.piuptime.gateway.send.ReplySink;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;

/**
 * The reply to the first request with an idempotency key: goes to its caller and into a recording, and into that alone once
 * the caller has left while others follow.
 */
public final class Recorder implements ReplySink {
    private final ReplySink caller;
    private final Recording recording;
    private final Runnable ended;
    private final MultiMap headers = HttpHeaders.headers();

    private boolean committed;
    private boolean over;
    private boolean left;
    private Runnable resume = () -> {};

    /**
     * A recorder of one reply.
     *
     * @param ended runs at the end of a reply whose caller has left before
     */
    public Recorder(ReplySink caller, Recording recording, Runnable ended) {
        this.caller = caller;
        this.recording = recording;
        this.ended = ended;
    }

    /**
     * The caller has left.
     *
     * @param deserted runs when those who follow have left too, on any thread
     * @return whether the reply is to go on for those who follow
     */
    public boolean leave(Runnable deserted) {
        if (over || !recording.leave(deserted)) {
            return false;
        }
        left = true;
        drained();
        return true;
    }

    /** Nobody wants the reply any more. Returns whether it was still under way. */
    public boolean stop() {
        boolean first = !over;
        over = true;
        return first;
    }

    @Override
    public MultiMap headers() {
        return headers;
    }

    @Override
    public boolean committed() {
        return committed;
    }

    @Override
    public void whole(int status, Buffer body) {
        if (over) {
            return;
        }
        committed = true;
        recording.open(new Opening(status, List.copyOf(headers.entries()), body.length(), true));
        recording.add(Buffers.bytes(body));
        finish(new Close.Complete(), () -> {
            caller.headers().addAll(headers);
            caller.whole(status, body);
        });
    }

    @Override
    public void refuse(Refusal refusal) {
        committed = true;
        finish(new Close.Refused(refusal), () -> caller.refuse(refusal));
    }

    @Override
    public void head(int status, long length) {
        if (over || committed) {
            return;
        }
        committed = true;
        recording.open(new Opening(status, List.copyOf(headers.entries()), length, false));
        if (!left) {
            caller.headers().addAll(headers);
            caller.head(status, length);
        }
    }

    @Override
    public boolean write(Buffer part) {
        if (over) {
            return true;
        }
        recording.add(Buffers.bytes(part));
        return left || caller.write(part);
    }

    @Override
    public void onDrain(Runnable resumed) {
        if (left) {
            resumed.run();
            return;
        }
        resume = resumed;
        caller.onDrain(this::drained);
    }

    @Override
    public void end(Buffer last) {
        if (!over) {
            recording.add(Buffers.bytes(last));
            finish(new Close.Complete(), () -> caller.end(last));
        }
    }

    @Override
    public void breakOff(Refusal refusal, Buffer event) {
        finish(new Close.Broken(refusal, Buffers.bytes(event)), () -> caller.breakOff(refusal, event));
    }

    @Override
    public void endTold(Refusal refusal, Buffer last) {
        if (!over) {
            recording.add(Buffers.bytes(last));
            finish(new Close.Told(refusal), () -> caller.endTold(refusal, last));
        }
    }

    @Override
    public void abort(Refusal refusal) {
        finish(new Close.Aborted(refusal), () -> caller.abort(refusal));
    }

    @Override
    public void heartbeat(Buffer comment) {
        if (over) {
            return;
        }
        if (!committed) {
            committed = true;
            recording.open(new Opening(200, List.of(Map.entry("content-type", "text/event-stream")), -1, false));
        }
        recording.beat(Buffers.bytes(comment));
        if (!left) {
            caller.heartbeat(comment);
        }
    }

    private void finish(Close how, Runnable tellCaller) {
        if (over) {
            return;
        }
        over = true;
        recording.end(how);
        (left ? ended : tellCaller).run();
    }

    private void drained() {
        Runnable waiting = resume;
        resume = () -> {};
        waiting.run();
    }
}
