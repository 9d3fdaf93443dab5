package io.piuptime.gateway.accept;

import io.netty.util.AsciiString;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.Refusals;
import io.piuptime.gateway.Way;
import io.piuptime.gateway.send.Loop;
import io.piuptime.gateway.send.ReplySink;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.gateway.send.wire.SlicedWrite;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.usage.UsageRecord.Ending;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The caller's side of a reply. Whatever ends it, the exchange is settled before the last byte leaves, and settled once.
 */
final class CallerReply implements ReplySink {
    private static final CharSequence JSON = new AsciiString("application/json");
    private static final CharSequence EVENTS = new AsciiString("text/event-stream");
    private static final CharSequence REQUEST_ID = new AsciiString("x-piup-request-id");
    private static final CharSequence TARGET = new AsciiString("x-piup-target");
    private static final CharSequence ATTEMPTS = new AsciiString("x-piup-attempts");
    private static final CharSequence SHOULD_RETRY = new AsciiString("x-should-retry");
    private static final CharSequence FALLBACK_REASON = new AsciiString("x-piup-fallback-reason");
    private static final CharSequence DEGRADED = new AsciiString("x-piup-degraded");
    private static final CharSequence QUEUED = new AsciiString("x-piup-queued-ms");
    private static final CharSequence DROPPED = new AsciiString("x-piup-dropped");
    private static final CharSequence REPLAYED = new AsciiString("x-piup-replayed");
    private static final CharSequence ORIGINAL = new AsciiString("x-piup-original-request-id");
    private static final CharSequence IDEMPOTENCY = new AsciiString("x-piup-idempotency");
    private static final CharSequence SERVER_TIMING = new AsciiString("server-timing");
    private static final CharSequence NO_BUFFERING = new AsciiString("x-accel-buffering");
    private static final int CLIENT_CLOSED = 499;
    private static final long RESET_INTERNAL = 2;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Exchange exchange;
    private final Way way;
    private final Dialect dialect;
    private final Loop loop;
    private final Leave leave;

    private boolean over;
    private boolean settled;
    private boolean committed;
    private int status;
    private String original = "";
    private boolean repeatable = true;
    private long unsent;
    private @Nullable Runnable whenSent;
    private Runnable whenOver = () -> {};

    /** What the connection does once a reply is over. */
    interface Leave {
        /** Whether the connection is to be closed after this reply. */
        boolean closes();

        /** Ends the connection although a reply on it is not complete. */
        void cut();

        /** The last byte was handed to the connection. */
        void over(boolean close);
    }

    CallerReply(HttpServerRequest request, Exchange exchange, Way way, Dialect dialect, Loop loop, Leave leave) {
        this.request = request;
        this.response = request.response();
        this.exchange = exchange;
        this.way = way;
        this.dialect = dialect;
        this.loop = loop;
        this.leave = leave;
        response.setWriteQueueMaxSize(exchange.snapshot().limits().streamBuffer());
    }

    @Override
    public MultiMap headers() {
        return response.headers();
    }

    @Override
    public boolean committed() {
        return committed;
    }

    boolean isOver() {
        return over;
    }

    /** Bytes that the caller has not taken yet. */
    long unsent() {
        return unsent;
    }

    /** The reply is that to an earlier exchange. */
    void replays(String exchangeId) {
        original = exchangeId;
    }

    /** The idempotency key of the request has no effect, which the caller is told. */
    void notRepeatable() {
        repeatable = false;
    }

    @Override
    public void whole(int code, Buffer body) {
        if (over) {
            return;
        }
        over = true;
        committed = true;
        exchange.replyBytes(body.length());
        prepareHead(code);
        boolean close = closeIfAsked(false);
        if (body.length() <= SlicedWrite.SLICE) {
            settle(code, Ending.COMPLETE, "");
            response.end(body);
            leave.over(close);
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        loop.later(exchange.model().timers().callerStall().toMillis(), () -> {
            if (!response.ended()) {
                leave.cut();
            }
        });
        SlicedWrite.allButLast(response, List.of(Buffers.bytes(body))).onComplete(result -> {
            settle(code, result.succeeded() ? Ending.COMPLETE : Ending.ABANDONED, "");
            if (result.succeeded()) {
                response.end(result.result());
            }
            leave.over(close);
        });
    }

    @Override
    public void refuse(Refusal refusal) {
        if (over) {
            return;
        }
        over = true;
        committed = true;
        Dialect.ErrorFacts facts = Refusals.facts(refusal);
        Bytes body = dialect.error(facts);
        exchange.replyBytes(body.length());
        MultiMap headers = response.headers();
        headers.clear();
        headers.set(HttpHeaders.CONTENT_TYPE, JSON);
        Refusals.retryAfter(refusal).ifPresent(after -> headers.set(HttpHeaders.RETRY_AFTER, seconds(after)));
        if (refusal instanceof Refusal.MethodNotAllowed wrong) {
            headers.set(HttpHeaders.ALLOW, wrong.allowed());
        }
        prepareHead(facts.status());
        if (refusal instanceof Refusal.OverBudget) {
            headers.set(SHOULD_RETRY, "false"); // money does not come by asking again
        }
        boolean close = closeIfAsked(Refusals.closesConnection(refusal) || !request.isEnded());
        settle(facts.status(), Ending.REFUSED, facts.code());
        response.end(Buffers.wrap(body));
        leave.over(close);
    }

    @Override
    public void head(int code, long length) {
        if (over || committed) {
            return;
        }
        committed = true;
        status = code;
        prepareHead(code);
        closeIfAsked(false);
        MultiMap headers = response.headers();
        if (exchange.streams() && !headers.contains(HttpHeaders.CONTENT_TYPE)) {
            headers.set(HttpHeaders.CONTENT_TYPE, EVENTS);
        }
        if (length >= 0) {
            headers.set(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
        } else {
            headers.set(NO_BUFFERING, "no");
            if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
                headers.set(HttpHeaders.CACHE_CONTROL, "no-cache");
            }
            response.setChunked(true);
        }
    }

    @Override
    public boolean write(Buffer part) {
        if (over) {
            return true;
        }
        exchange.replyBytes(part.length());
        int length = part.length();
        Future<Void> written = response.write(part);
        if (!written.isComplete()) {
            // only what the socket did not take at once is held in memory
            hold(length);
            written.onComplete(_ -> letGo(length));
        }
        return hasRoom();
    }

    @Override
    public void onDrain(Runnable resume) {
        if (hasRoom()) {
            resume.run();
        } else {
            whenSent = resume;
        }
    }

    @Override
    public void end(Buffer last) {
        if (over) {
            return;
        }
        over = true;
        exchange.replyBytes(last.length());
        settle(status, Ending.COMPLETE, "");
        response.end(last);
        leave.over(leave.closes());
    }

    @Override
    public void breakOff(Refusal refusal, Buffer event) {
        if (over) {
            return;
        }
        over = true;
        boolean told = isEventStream() && event.length() > 0;
        exchange.replyBytes(told ? event.length() : 0);
        settle(status, Ending.BROKEN, Refusals.facts(refusal).code());
        if (told) {
            response.end(event);
            leave.over(leave.closes());
        } else if (request.version() == HttpVersion.HTTP_2) {
            response.reset(RESET_INTERNAL);
            leave.over(false);
        } else {
            // without the end of the body the caller cannot take the part for the whole
            leave.cut();
            leave.over(false);
        }
    }

    @Override
    public void endTold(Refusal refusal, Buffer last) {
        if (over) {
            return;
        }
        over = true;
        exchange.replyBytes(last.length());
        settle(status, Ending.BROKEN, Refusals.facts(refusal).code());
        response.end(last);
        leave.over(leave.closes());
    }

    @Override
    public void abort(Refusal refusal) {
        over = true;
        settle(
                committed ? status : CLIENT_CLOSED,
                Ending.BROKEN,
                Refusals.facts(refusal).code());
        leave.cut();
    }

    @Override
    public void heartbeat(Buffer comment) {
        if (over) {
            return;
        }
        if (!committed) {
            response.headers().clear();
            head(200, -1);
        }
        if (isEventStream()) {
            write(comment);
        }
    }

    /** The caller has left. Returns whether the exchange was still under way. */
    boolean gone() {
        if (over) {
            return false;
        }
        over = true;
        return true;
    }

    /** Settles an exchange whose caller has left. */
    void settleGone() {
        settle(committed ? status : CLIENT_CLOSED, Ending.ABANDONED, "caller_left");
        leave.over(false);
    }

    private boolean isEventStream() {
        String type = response.headers().get(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith("text/event-stream");
    }

    private void prepareHead(int code) {
        response.setStatusCode(code);
        MultiMap headers = response.headers();
        headers.set(REQUEST_ID, exchange.head().id());
        if (exchange.attempts() > 0) {
            headers.set(TARGET, exchange.target());
            headers.set(ATTEMPTS, Integer.toString(exchange.attempts()));
        }
        if (exchange.queuedNanos() > 0) {
            headers.set(QUEUED, Long.toString(exchange.queuedNanos() / 1_000_000));
        }
        if (exchange.isPanic()) {
            headers.set(DEGRADED, "panic");
        }
        if (!exchange.fallbackReason().isEmpty()) {
            headers.set(FALLBACK_REASON, exchange.fallbackReason());
            if (code >= 400) {
                // the caller's SDK is asked not to multiply our repeats by its own
                headers.set(SHOULD_RETRY, "false");
            }
        }
        exchange.notice().ifPresent(notice -> notice.tell(headers::set));
        if (!exchange.dropped().isEmpty()) {
            headers.set(DROPPED, String.join(", ", exchange.dropped()));
        }
        if (!original.isEmpty()) {
            headers.set(REPLAYED, "true");
            headers.set(ORIGINAL, original);
        }
        if (!repeatable) {
            headers.set(IDEMPOTENCY, "unsupported");
        }
        long own = exchange.ownNanos(loop.ticker().now()) / 1000;
        headers.set(SERVER_TIMING, "piup;dur=" + own / 1000 + "." + thousandths(own % 1000));
    }

    private boolean closeIfAsked(boolean wanted) {
        boolean close = wanted || leave.closes();
        if (close && request.version() != HttpVersion.HTTP_2) {
            response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        return close;
    }

    /** Runs once when the exchange is settled. */
    void whenOver(Runnable task) {
        whenOver = task;
    }

    private void settle(int code, Ending ending, String reason) {
        if (settled) {
            return;
        }
        settled = true;
        whenOver.run();
        String why = reason.isEmpty() && !original.isEmpty() ? "replayed" : reason;
        way.end(exchange, new Exchange.Result(code, ending, why, loop.ticker().now()));
    }

    private void hold(int length) {
        unsent += length;
        loop.buffers().add(length);
    }

    private void letGo(int length) {
        unsent -= length;
        loop.buffers().giveBack(length);
        if (whenSent != null && unsent == 0) {
            Runnable resume = whenSent;
            whenSent = null;
            resume.run();
        }
    }

    /** Within the bound of this stream, and within the one over all unless this stream adds nothing to it. */
    private boolean hasRoom() {
        Limits limits = exchange.snapshot().limits();
        return unsent == 0 || (unsent < limits.streamBuffer() && loop.buffers().held() <= limits.buffers());
    }

    private static String thousandths(long value) {
        return value >= 100 ? Long.toString(value) : value >= 10 ? "0" + value : "00" + value;
    }

    private static String seconds(Duration after) {
        return Long.toString(Math.max(1, after.toSeconds()));
    }
}
