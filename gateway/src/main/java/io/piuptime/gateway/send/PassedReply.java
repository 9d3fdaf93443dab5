package io.piuptime.gateway.send;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyReport;
import io.piuptime.gateway.send.failure.Failures;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.gateway.send.wire.PieceMasking;
import io.piuptime.model.usage.Tokens;
import io.vertx.core.buffer.Buffer;

/** A reply that nobody here changes, such as audio: its bytes pass through, but for the provider's key, and a meter may read along. */
final class PassedReply implements Relay {
    private final Attempt attempt;
    private final Sending sending;
    private final int status;
    private final long length;
    private final PieceMasking masking;
    private final ReplyMeter meter;
    private boolean begun;
    private boolean metered;
    private Tokens used = Tokens.NONE;

    PassedReply(Attempt attempt, int status, long length, ReplyMeter meter) {
        this.attempt = attempt;
        this.sending = attempt.sending();
        this.status = status;
        this.length = length;
        this.meter = meter;
        this.masking = new PieceMasking(attempt.secret());
    }

    @Override
    public void chunk(Buffer bytes) {
        begin();
        meter.feed(Buffers.bytes(bytes));
        Bytes masked = masking.next(Buffers.bytes(bytes));
        if (masked.length() > 0) {
            sending.write(Buffers.wrap(masked), attempt::pause, attempt::resume);
        }
    }

    @Override
    public void ended() {
        begin();
        sending.exchange().answered(sending.loop().ticker().now());
        meter();
        attempt.completed(used);
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
        if (!metered) {
            metered = true;
            ReplyReport report = meter.finish();
            used = report.tokens();
            sending.exchange().metered(used, report.finishReason());
        }
    }

    @Override
    public boolean hasContent() {
        return begun;
    }

    private void begin() {
        if (!begun) {
            begun = true;
            attempt.takesOver();
            long now = sending.loop().ticker().now();
            sending.exchange().answered(now);
            sending.begin(status, length);
            sending.exchange().waiting(now);
        }
    }
}
