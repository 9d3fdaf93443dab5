package io.piuptime.gateway.send;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Refusals;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyReport;
import io.piuptime.gateway.budget.ByteBudget;
import io.piuptime.gateway.health.Fault;
import io.piuptime.gateway.send.failure.Failures;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.gateway.send.wire.Inflation;
import io.piuptime.gateway.send.wire.Masking;
import io.piuptime.gateway.send.wire.PieceMasking;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reply that is one value: held until it is whole, so that a reply which breaks off or is no JSON becomes a proper error.
 * Beyond {@link #MAX_HELD} it is relayed while it comes.
 */
final class WholeReply implements Relay {
    private static final int MAX_HELD = 1 << 20;

    /** What is told in another dialect cannot be relayed while it comes. */
    private static final int MAX_TRANSLATED = 32 << 20;

    private final Attempt attempt;
    private final Sending sending;
    private final int status;
    private final boolean json;
    private final String encoding;
    private final int most;
    private final PieceMasking masking;

    private @Nullable Buffer held;
    private int reserved;
    private @Nullable ReplyMeter meter;
    private boolean passing;
    private boolean over;

    WholeReply(Attempt attempt, int status, boolean json, String encoding) {
        this.attempt = attempt;
        this.sending = attempt.sending();
        this.status = status;
        this.json = json;
        this.encoding = encoding;
        this.most = attempt.replies().meter().isPresent() ? MAX_HELD : MAX_TRANSLATED;
        this.masking = new PieceMasking(attempt.secret());
    }

    @Override
    public void chunk(Buffer bytes) {
        if (over) {
            attempt.abandon();
        } else if (passing) {
            pass(bytes);
        } else if (length() + bytes.length() > most || !reserve(bytes.length())) {
            outgrown(bytes);
        } else {
            // the first chunk is most often the only one: it is kept as it is, not copied
            held = held == null
                    ? bytes
                    : Buffer.buffer(length() + bytes.length())
                            .appendBuffer(held)
                            .appendBuffer(bytes);
        }
    }

    @Override
    public void ended() {
        if (over) {
            return;
        }
        Exchange exchange = sending.exchange();
        exchange.answered(sending.loop().ticker().now());
        if (passing) {
            endPassing();
            return;
        }
        Bytes body = held == null ? Bytes.EMPTY : Buffers.bytes(held);
        Optional<Bytes> plain = plain(body);
        if (plain.isEmpty()) {
            fail();
            return;
        }
        Replies.Whole whole = attempt.replies().whole(status, plain.get());
        ReplyReport report = whole.report();
        Bytes told = whole.body();
        if (json && isGood() && !report.wellFormed()) {
            fail();
            return;
        }
        over = true;
        attempt.takesOver();
        attempt.heard();
        exchange.metered(report.tokens(), report.finishReason());
        attempt.completed(report.tokens());
        Masking.mask(told, attempt.secret());
        if (sending.sink().committed()) {
            tellInStream();
            return;
        }
        sending.finish();
        sending.sink().whole(status, Buffers.wrap(told));
        release();
    }

    @Override
    public void broke() {
        if (!over) {
            release();
            attempt.fail(
                    passing
                            ? Failures.cut(attempt.target())
                            : Failures.failed(
                                    Fault.BROKEN,
                                    attempt.target(),
                                    "it broke off in the middle of its answer",
                                    "upstream_reset"));
        }
    }

    @Override
    public void tick(long now) {
        // the total timer of the exchange is the only one for a reply that is no stream
    }

    @Override
    public void meter() {
        // it is metered when it is whole
    }

    @Override
    public void abandoned() {
        release();
    }

    @Override
    public boolean hasContent() {
        return passing;
    }

    /** The body without its encoding; empty when that is broken, itself when it has none or one that we do not know. */
    private Optional<Bytes> plain(Bytes body) {
        if (encoding.isEmpty() || encoding.equals("identity") || !Inflation.isKnown(encoding)) {
            return Optional.of(body);
        }
        try {
            Bytes inflated = Bytes.of(Inflation.whole(body, encoding, 16L * MAX_HELD));
            attempt.decoded();
            return Optional.of(inflated);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** The head left with a heartbeat: what should have been a status is told as an event. */
    private void tellInStream() {
        Refusal refusal = Failures.garbage(attempt.target()).refusal();
        Bytes event = sending.dialect().errorEvent(Refusals.facts(refusal));
        release();
        sending.finish();
        sending.sink().endTold(refusal, Buffers.wrap(event));
    }

    private void outgrown(Buffer next) {
        if (most == MAX_TRANSLATED) {
            over = true;
            release();
            attempt.fail(Failures.failed(
                    Fault.GARBAGE, attempt.target(), "its answer is too large to be translated", "upstream_too_large"));
        } else {
            startPassing(next);
        }
    }

    private void startPassing(Buffer next) {
        passing = true;
        attempt.takesOver();
        attempt.heard();
        Exchange exchange = sending.exchange();
        if (json && encoding.isEmpty()) {
            meter = attempt.replies().meter().orElse(null);
        }
        exchange.answered(sending.loop().ticker().now());
        sending.begin(status, -1);
        if (held != null) {
            pass(held);
            held = null;
        }
        release();
        pass(next);
    }

    private void pass(Buffer bytes) {
        if (meter != null) {
            meter.feed(Buffers.bytes(bytes));
        }
        Bytes masked = masking.next(Buffers.bytes(bytes));
        if (masked.length() > 0) {
            sending.write(Buffers.wrap(masked), attempt::pause, attempt::resume);
        }
    }

    private void endPassing() {
        over = true;
        ReplyReport report = meter == null ? null : meter.finish();
        if (report != null) {
            sending.exchange().metered(report.tokens(), report.finishReason());
            attempt.completed(report.tokens());
        }
        sending.finish();
        if (report != null && isGood() && !report.wellFormed()) {
            sending.sink().breakOff(Failures.garbage(attempt.target()).refusal(), Buffers.EMPTY);
        } else {
            sending.sink().end(Buffers.wrap(masking.last()));
        }
    }

    private void fail() {
        over = true;
        release();
        attempt.fail(Failures.garbage(attempt.target()));
    }

    private boolean isGood() {
        return status >= 200 && status < 300;
    }

    private int length() {
        return held == null ? 0 : held.length();
    }

    private boolean reserve(int bytes) {
        ByteBudget buffers = sending.loop().buffers();
        if (!buffers.take(bytes, sending.exchange().snapshot().limits().buffers())) {
            return false;
        }
        reserved += bytes;
        return true;
    }

    private void release() {
        sending.loop().buffers().giveBack(reserved);
        reserved = 0;
    }
}
