package io.piuptime.gateway.send;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.gateway.send.wire.Inflation;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** An answer that is an error: held until it is whole, as its words decide whether somebody else is asked. */
final class ErrorReply implements Relay {
    /** What goes beyond is not read: no provider has that much to say of an error. */
    private static final int MOST = 256 << 10;

    private final Attempt attempt;
    private final int status;
    private final String encoding;
    private final Buffer held = Buffer.buffer();
    private boolean over;

    ErrorReply(Attempt attempt, int status, String encoding) {
        this.attempt = attempt;
        this.status = status;
        this.encoding = encoding;
    }

    @Override
    public void chunk(Buffer bytes) {
        if (over) {
            return;
        }
        if (held.length() + bytes.length() > MOST) {
            tell(new byte[0]);
        } else {
            held.appendBuffer(bytes);
        }
    }

    @Override
    public void ended() {
        if (!over) {
            tell(plain());
        }
    }

    @Override
    public void broke() {
        if (!over) {
            tell(new byte[0]); // the status is told, and says enough
        }
    }

    @Override
    public void tick(long now) {
        // the timers of the exchange are the only ones
    }

    @Override
    public void meter() {
        // an error costs nothing
    }

    @Override
    public boolean hasContent() {
        return false;
    }

    private void tell(byte[] body) {
        over = true;
        attempt.turnedDown(status, body);
    }

    private byte[] plain() {
        Bytes body = Buffers.bytes(held);
        if (encoding.isEmpty() || encoding.equals("identity") || !Inflation.isKnown(encoding)) {
            return body.copy();
        }
        try {
            byte[] inflated = Inflation.whole(body, encoding, MOST);
            attempt.decoded();
            return inflated;
        } catch (IOException _) {
            return new byte[0];
        }
    }
}
