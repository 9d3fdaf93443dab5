package io.piuptime.gateway.send;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.gateway.send.wire.PieceMasking;
import io.vertx.core.buffer.Buffer;

/** A reply that nobody here reads, such as audio: its bytes pass through, but for the provider's key. */
final class PassedReply implements Relay {
    private final Attempt attempt;
    private final Sending sending;
    private final int status;
    private final long length;
    private final PieceMasking masking;
    private boolean begun;

    PassedReply(Attempt attempt, int status, long length) {
        this.attempt = attempt;
        this.sending = attempt.sending();
        this.status = status;
        this.length = length;
        this.masking = new PieceMasking(attempt.secret());
    }

    @Override
    public void chunk(Buffer bytes) {
        begin();
        Bytes masked = masking.next(Buffers.bytes(bytes));
        if (masked.length() > 0) {
            sending.write(Buffers.wrap(masked), attempt::pause, attempt::resume);
        }
    }

    @Override
    public void ended() {
        begin();
        sending.exchange().answered(sending.loop().ticker().now());
        sending.finish();
        sending.sink().end(Buffers.wrap(masking.last()));
    }

    @Override
    public void broke() {
        attempt.fail(Failures.cut(attempt.target()));
    }

    @Override
    public void tick(long now) {
        // the total timer of the exchange is the only one for a reply that is no stream
    }

    @Override
    public void meter() {
        // nothing in these bytes tells of usage
    }

    @Override
    public boolean hasContent() {
        return begun;
    }

    private void begin() {
        if (!begun) {
            begun = true;
            long now = sending.loop().ticker().now();
            sending.exchange().answered(now);
            sending.sink().head(status, length);
            sending.exchange().waiting(now);
        }
    }
}
