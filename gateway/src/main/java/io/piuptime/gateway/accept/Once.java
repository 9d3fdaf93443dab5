package io.piuptime.gateway.accept;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Refusals;
import io.piuptime.gateway.accept.head.RequestHead;
import io.piuptime.gateway.accept.repeat.Answers;
import io.piuptime.gateway.accept.repeat.Asking;
import io.piuptime.gateway.accept.repeat.Claim;
import io.piuptime.gateway.accept.repeat.Fingerprint;
import io.piuptime.gateway.accept.repeat.IdempotencyKey;
import io.piuptime.gateway.accept.repeat.Recorder;
import io.piuptime.gateway.accept.repeat.Recording;
import io.piuptime.gateway.accept.repeat.Replay;
import io.piuptime.gateway.send.ReplySink;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import java.util.function.Consumer;

/** One exchange with an idempotency key: the first with it is sent and recorded, the others get what is recorded. */
final class Once {
    private final Reception reception;
    private final RequestHead head;
    private final Exchange exchange;
    private final CallerReply reply;
    private final Replay replay;
    private final String key;

    private Optional<Recorder> recorder = Optional.empty();
    private boolean replays;

    private Once(
            Reception reception, RequestHead head, Exchange exchange, CallerReply reply, Dialect dialect, String key) {
        this.reception = reception;
        this.head = head;
        this.exchange = exchange;
        this.reply = reply;
        this.key = key;
        this.replay = new Replay(
                reply,
                task -> reception.context().runOnContext(_ -> task.run()),
                refusal -> Buffers.wrap(dialect.errorEvent(Refusals.facts(refusal))),
                task -> reception
                        .loop()
                        .later(exchange.model().timers().callerStall().toMillis(), task));
    }

    /**
     * What is needed to ask once, if the caller wants that.
     *
     * @throws io.piuptime.model.exchange.RefusedException when its key cannot be one
     */
    static Optional<Once> of(
            Reception reception, RequestHead head, Exchange exchange, CallerReply reply, Dialect dialect) {
        return key(head).map(key -> new Once(reception, head, exchange, reply, dialect, key));
    }

    /**
     * Nothing, for a request that passes through unread: its caller is told, if it has a key.
     *
     * @throws io.piuptime.model.exchange.RefusedException when its key cannot be one
     */
    static Optional<Once> never(RequestHead head, CallerReply reply) {
        if (key(head).isPresent()) {
            reply.notRepeatable();
        }
        return Optional.empty();
    }

    /** The headers of a request for its provider. There, all our callers are one, and one's key could meet another's. */
    static MultiMap withoutKey(MultiMap headers) {
        return HttpHeaders.headers().addAll(headers).remove(IdempotencyKey.HEADER);
    }

    /**
     * Asks, or replays.
     *
     * @param send sends the request, with the answer to the sink it is given
     */
    void ask(Bytes body, Consumer<ReplySink> send) {
        if (!Reception.isHeavy(body)) {
            ask(Fingerprint.of(head.query(), body), send);
            return;
        }
        reception
                .plane()
                .runner()
                .heavy(
                        reception.context(),
                        () -> Fingerprint.of(head.query(), body),
                        fingerprint -> {
                            if (!reply.isOver()) {
                                ask(fingerprint, send);
                            }
                        },
                        failure -> reply.refuse(reception.refusal(failure, exchange)));
    }

    /**
     * The caller has left.
     *
     * @param stop runs on the loop when nobody wants the answer any more
     * @return whether the exchange goes on for others who wait for its answer
     */
    boolean goesOn(Runnable stop) {
        if (replays) {
            replay.leave();
            return false;
        }
        return recorder.isPresent()
                && recorder.get()
                        .leave(() -> reception.context().runOnContext(_ -> {
                            if (recorder.get().stop()) {
                                stop.run();
                            }
                        }));
    }

    /** Ends a replay. Returns false if there is none. */
    boolean breakOff(Refusal refusal) {
        if (replays) {
            replay.breakOff(refusal);
        }
        return replays;
    }

    /** The exchange is over: what it left is forgotten in time, even if nobody asks. */
    void over() {
        if (recorder.isPresent()) {
            Answers answers = answers();
            reception.loop().later(answers.bounds().keep().toMillis() + 1, answers::sweep);
        }
    }

    private void ask(Fingerprint fingerprint, Consumer<ReplySink> send) {
        Asking asking = new Asking(
                exchange.caller().map(Caller::keyId).orElse(""),
                exchange.head().method(),
                exchange.head().path(),
                key);
        switch (answers().claim(asking, fingerprint, exchange.head().id(), replay)) {
            case Claim.First first -> send(first.recording(), send);
            case Claim.Again again -> {
                replays = true;
                reply.replays(again.recording().exchange());
                replay.begin(again.recording());
            }
            case Claim.Refused refused -> reply.refuse(refused.refusal());
        }
    }

    private void send(Recording recording, Consumer<ReplySink> send) {
        Recorder first = new Recorder(reply, recording, reply::settleGone);
        recorder = Optional.of(first);
        try {
            send.accept(first);
        } catch (RuntimeException e) {
            first.refuse(reception.refusal(e, exchange));
        }
    }

    private Answers answers() {
        return reception.plane().answers();
    }

    private static Optional<String> key(RequestHead head) {
        // almost no request has one, and those without pay for this look alone
        return head.method().equals("POST")
                        && head.header(IdempotencyKey.HEADER).isPresent()
                ? IdempotencyKey.of(head.request().headers().getAll(IdempotencyKey.HEADER))
                : Optional.empty();
    }
}
