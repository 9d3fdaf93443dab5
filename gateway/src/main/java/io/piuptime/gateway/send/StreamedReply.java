package io.piuptime.gateway.send;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.gateway.health.Fault;
import io.piuptime.gateway.send.failure.Failure;
import io.piuptime.gateway.send.failure.Failures;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.gateway.send.wire.Inflation;
import io.piuptime.gateway.send.wire.Masking;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream of events: frames leave as they come. What precedes the first content is held, so that a target which fails
 * before it has said anything can still be replaced, or its failure told by a proper HTTP status. Where a model's streams are
 * recovered, one goes on after another has broken off, or is held until it is whole.
 */
final class StreamedReply implements Relay, ReplyStream.Sink {
    private static final int MAX_HELD_RUNS = 64;
    private static final int MAX_HELD_BYTES = 256 << 10;

    private final Attempt attempt;
    private final Sending sending;
    private final ReplySink sink;
    private final ReplyStream stream;
    private final int status;
    private final Inflation inflation;
    /** Whether the caller has got some of an answer that this one goes on with. */
    private final boolean goesOn;

    /** Runs that wait: start-up events before the commit, and within one chunk the runs not yet written. */
    private final List<Buffer> runs = new ArrayList<>(4);

    private int heldBytes;
    private boolean content;
    private boolean remarked;
    private boolean providerError;
    private boolean over;
    private long lastEvent;
    private Bytes fed = Bytes.EMPTY;

    StreamedReply(Attempt attempt, int status, Inflation inflation) {
        this.attempt = attempt;
        this.sending = attempt.sending();
        this.sink = sending.sink();
        this.status = status;
        this.inflation = inflation;
        this.goesOn = attempt.recovery().hasBegun();
        this.stream = attempt.recovery().stream(attempt.replies(), this);
        this.lastEvent = sending.loop().ticker().now();
    }

    @Override
    public void chunk(Buffer bytes) {
        if (over) {
            attempt.abandon(); // bytes after the end: the connection is not to be used again
            return;
        }
        lastEvent = sending.loop().ticker().now();
        try {
            for (Bytes plain : inflation.inflate(Buffers.bytes(bytes))) {
                feed(plain);
            }
        } catch (Inflation.BombException e) {
            fail(Failures.failed(Fault.GARBAGE, attempt.target(), e.reason(), "upstream_encoding"));
        }
    }

    @Override
    public void ended() {
        if (over) {
            return;
        }
        ReplyStream.Ending ending = stream.end();
        if (over || isContradicted()) {
            return;
        }
        switch (ending) {
            case TERMINAL -> finish(Buffers.EMPTY);
            case FINISHED ->
                finish(
                        providerError
                                ? Buffers.EMPTY
                                : Buffers.wrap(sending.dialect().terminal()));
            case CUT -> fail(Failures.cut(attempt.target()));
        }
    }

    @Override
    public void broke() {
        if (!over) {
            stream.end();
            if (!over && !isContradicted()) {
                fail(Failures.cut(attempt.target()));
            }
        }
    }

    @Override
    public void tick(long now) {
        var limit = sending.timers().betweenEvents();
        if (content && now - lastEvent > limit.toNanos()) {
            fail(Failures.silent(attempt.target(), limit, "further event", "stream_idle_timeout"));
        }
    }

    @Override
    public void meter() {
        ReplyStream.Report report = stream.report();
        sending.exchange().metered(report.tokens(), report.finishReason());
    }

    @Override
    public boolean hasContent() {
        return content;
    }

    @Override
    public void frames(Bytes run, boolean holdsContent) {
        content |= holdsContent;
        if (goesOn && holdsContent) {
            attempt.heard();
        }
        if (run.length() == 0) {
            return;
        }
        if (goesOn && !remarked) {
            remarked = true;
            remark();
        }
        Masking.mask(run, attempt.secret());
        // a run outside of the fed array lies in the reader's own buffer, which it will write to again
        Buffer kept = run.sharesArrayWith(fed) ? Buffers.wrap(run) : Buffers.wrap(Bytes.of(run.copy()));
        runs.add(kept);
        heldBytes += run.length();
    }

    /** Tells in the stream who goes on: the head, which would, has left. */
    private void remark() {
        attempt.recovery()
                .told()
                .map(told ->
                        told.remark("piup: continued by " + attempt.target().id()))
                .filter(remark -> remark.length() > 0)
                .ifPresent(remark -> runs.add(Buffers.wrap(remark)));
    }

    @Override
    public void error(Bytes frame, Bytes body, int errorStatus) {
        Masking.mask(frame, attempt.secret());
        if (mayBeMadeGood()) {
            over = true; // what this target still sends must not end the answer of the next one
            flush();
            attempt.turnedDown(errorStatus, body.copy());
        } else {
            providerError = true;
            runs.add(Buffers.wrap(Bytes.of(frame.copy())));
        }
    }

    /** Whether an error of the provider's is no part of the answer: the caller has got none of it yet, or somebody goes on. */
    private boolean mayBeMadeGood() {
        Recovery recovery = attempt.recovery();
        if (recovery.told().isPresent() || recovery.holds(heldBytes)) {
            return recovery.isPossible();
        }
        return !recovery.hasBegun() && !content;
    }

    private boolean isContradicted() {
        if (!attempt.recovery().isContradicted()) {
            return false;
        }
        over = true;
        inflation.close();
        sending.contradicted(Failures.cut(attempt.target()));
        return true;
    }

    /** What the caller has got is what was read: whatever waits leaves before somebody else goes on. */
    private void fail(Failure failure) {
        flush();
        over = true;
        inflation.close();
        attempt.fail(failure);
    }

    private void feed(Bytes plain) {
        if (over) {
            return;
        }
        fed = plain;
        ReplyStream.Health health = stream.feed(plain);
        if (over || isContradicted()) {
            return;
        }
        if (stream.terminated()) {
            finish(Buffers.EMPTY);
            return;
        }
        flush();
        if (health == ReplyStream.Health.FAILED) {
            fail(Failures.garbage(attempt.target()));
        }
    }

    /** Writes what waits, unless it is the beginning of a stream that may yet fail. */
    private void flush() {
        if (runs.isEmpty()) {
            return;
        }
        if (!attempt.recovery().hasBegun()) {
            if (content) {
                attempt.wins();
            }
            if (isHeld()) {
                return;
            }
            commit();
        }
        markFirstToken();
        for (Buffer run : runs) {
            sending.write(run, attempt::pause, attempt::resume);
        }
        runs.clear();
        heldBytes = 0;
    }

    private boolean isHeld() {
        return attempt.recovery().holds(heldBytes)
                || (!content && runs.size() <= MAX_HELD_RUNS && heldBytes <= MAX_HELD_BYTES);
    }

    private void commit() {
        Exchange exchange = sending.exchange();
        long now = sending.loop().ticker().now();
        exchange.answered(now);
        attempt.takesOver();
        markFirstToken();
        attempt.heard();
        sending.begin(status, -1);
        exchange.waiting(now);
    }

    private void markFirstToken() {
        if (content) {
            sending.exchange().firstToken(sending.loop().ticker().now());
        }
    }

    /** The stream is complete: the record is written first, then its last bytes leave in one piece. */
    private void finish(Buffer last) {
        over = true;
        sending.exchange().answered(sending.loop().ticker().now());
        boolean begins = !attempt.recovery().hasBegun();
        if (begins) {
            attempt.takesOver();
        }
        attempt.heard();
        if (begins) {
            markFirstToken();
            sending.begin(status, -1);
        }
        Buffer tail = last;
        if (!runs.isEmpty()) {
            tail = Buffer.buffer();
            for (Buffer run : runs) {
                tail.appendBuffer(run);
            }
            tail.appendBuffer(last);
            runs.clear();
        }
        settle();
        if (!providerError) {
            attempt.completed(stream.report().tokens());
        }
        sending.finish();
        if (providerError) {
            sink.endTold(
                    Failures.failed(
                                    Fault.BROKEN,
                                    attempt.target(),
                                    "its stream ended with an error",
                                    "upstream_error_event")
                            .refusal(),
                    tail);
        } else {
            sink.end(tail);
        }
        attempt.letGo();
    }

    private void settle() {
        meter();
        inflation.close();
    }
}
