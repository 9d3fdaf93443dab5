package io.piuptime.gateway.accept.owned;

import io.piuptime.gateway.send.ReplySink;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.function.BiConsumer;

/** Holds a reply until it is whole, and has it looked at before the caller sees anything of it. */
public final class WholeObject implements ReplySink {
    private static final int MOST = 16 << 20;

    private final ReplySink caller;
    private final BiConsumer<Integer, Buffer> looked;
    private final Buffer held = Buffer.buffer();
    private int status;
    private boolean outgrown;

    /**
     * Stands before a caller's reply.
     *
     * @param looked gets the status and the body of a whole reply, and answers the caller itself
     */
    public WholeObject(ReplySink caller, BiConsumer<Integer, Buffer> looked) {
        this.caller = caller;
        this.looked = looked;
    }

    @Override
    public MultiMap headers() {
        return caller.headers();
    }

    @Override
    public boolean committed() {
        return false;
    }

    @Override
    public void whole(int code, Buffer body) {
        looked.accept(code, body);
    }

    @Override
    public void refuse(Refusal refusal) {
        caller.refuse(refusal);
    }

    @Override
    public void head(int code, long length) {
        status = code;
    }

    @Override
    public boolean write(Buffer part) {
        if (held.length() + part.length() > MOST) {
            outgrown = true;
        } else {
            held.appendBuffer(part);
        }
        return true;
    }

    @Override
    public void onDrain(Runnable resume) {
        resume.run();
    }

    @Override
    public void end(Buffer last) {
        write(last);
        if (outgrown) {
            caller.refuse(new Refusal.UpstreamFailed(
                    "The provider's answer is larger than " + MOST + " bytes.", "upstream_too_large"));
        } else {
            looked.accept(status, held);
        }
    }

    @Override
    public void breakOff(Refusal refusal, Buffer event) {
        caller.refuse(refusal);
    }

    @Override
    public void endTold(Refusal refusal, Buffer last) {
        caller.refuse(refusal);
    }

    @Override
    public void abort(Refusal refusal) {
        caller.abort(refusal);
    }

    @Override
    public void heartbeat(Buffer comment) {
        // nothing may leave before the reply was looked at
    }
}
