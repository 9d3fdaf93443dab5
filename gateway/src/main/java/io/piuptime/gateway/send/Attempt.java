package io.piuptime.gateway.send;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.health.Fault;
import io.piuptime.gateway.send.failure.Failure;
import io.piuptime.gateway.send.failure.Failures;
import io.piuptime.gateway.send.wire.Inflation;
import io.piuptime.gateway.send.wire.RelayedHeaders;
import io.piuptime.gateway.send.wire.SlicedWrite;
import io.piuptime.gateway.sign.Draft;
import io.piuptime.gateway.sign.Proof;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.gateway.translate.Untouched;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.usage.Tokens;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request to one target, up to the head of its answer; a {@link Relay} takes the answer from there. */
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    /** How long a target may take to end an answer whose last event was there. */
    private static final long LINGER_MILLIS = 1000;

    private static final CharSequence AWS_ERROR_TYPE = HttpHeaders.createOptimized("x-amzn-errortype");

    private final Sending sending;
    private final Leg leg;
    private final Target target;
    private final Outbound.Request outbound;
    /** Whether another target was left when this one was chosen: it has less time then. */
    private final boolean alternative;

    private final long startedAt;

    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private @Nullable Relay relay;
    private Proof proof = Proof.NONE;
    private boolean abandoned;
    private boolean repeated;
    private boolean left;
    private boolean ended;
    private boolean plain;
    private String contentType = "";
    private long sentAt;

    Attempt(Sending sending, Leg leg, Outbound.Request outbound, boolean alternative) {
        this.sending = sending;
        this.leg = leg;
        this.target = leg.target();
        this.outbound = outbound;
        this.alternative = alternative;
        this.sentAt = sending.loop().ticker().now();
        this.startedAt = sentAt;
    }

    /** How long it has been under way, in nanoseconds. */
    long age(long now) {
        return now - startedAt;
    }

    Sending sending() {
        return sending;
    }

    Target target() {
        return target;
    }

    Recovery recovery() {
        return leg.recovery();
    }

    /** The first of an answer proper came. */
    void heard() {
        leg.heard();
    }

    /** Its answer is the one that the caller gets: nobody else's is wanted any more. */
    void wins() {
        sending.won(leg);
    }

    /** Its answer leaves now, and its headers are those of the reply. */
    void takesOver() {
        wins();
        if (!sending.sink().committed()) {
            MultiMap headers = sending.sink().headers();
            headers.clear();
            putHeaders(headers);
        }
    }

    /** The body that is told has no encoding, whatever its headers say. */
    void decoded() {
        plain = true;
    }

    /** Adds what the caller may see of its answer's headers. */
    void putHeaders(MultiMap headers) {
        if (response == null) {
            return;
        }
        RelayedHeaders.toCaller(response.headers(), headers, secret());
        if (plain) {
            headers.remove(HttpHeaders.CONTENT_ENCODING);
        }
        if (!contentType.isEmpty()) {
            headers.set(HttpHeaders.CONTENT_TYPE, contentType);
        }
    }

    /** Whether something of it has left for the target. */
    boolean hasLeft() {
        return left;
    }

    /** The answer came to its end: this is what it used. */
    void completed(Tokens used) {
        leg.completed(used);
    }

    /** Whether anything of an answer proper was seen. */
    boolean hasContent() {
        return relay != null && relay.hasContent();
    }

    List<Bytes> pieces() {
        return outbound.pieces();
    }

    List<String> dropped() {
        return outbound.dropped();
    }

    /** Whether the caller gets the provider's headers. */
    boolean relaysCallers() {
        return outbound.headers().relaysCallers();
    }

    Replies replies() {
        return outbound.replies();
    }

    String secret() {
        return target.provider().apiKey().map(Secret::reveal).orElse("");
    }

    /** What kind of error it is, where a header says so: of AWS, with more behind a colon. */
    String errorType() {
        String type = response == null ? "" : lower(response.getHeader(AWS_ERROR_TYPE));
        int end = type.indexOf(':');
        return end < 0 ? type : type.substring(0, end);
    }

    /** Signs the request and sends it. */
    void open() {
        if (target.provider().missing().isPresent()) {
            fail(Failures.keyless(target));
            return;
        }
        if (!target.provider().isFor(sending.exchange().tenant())) {
            fail(Failures.foreign(target));
            return;
        }
        Draft draft = draft();
        Optional<Proof> made = sending.loop().signer().atOnce(draft);
        if (made.isPresent()) {
            send(draft, made.get());
            return;
        }
        sending.loop()
                .waiting(() -> sending.loop().signer().waiting(draft), signed -> send(draft, signed), this::unsigned);
    }

    private Draft draft() {
        Speech speech = outbound.speech();
        String path = outbound.path();
        for (Map.Entry<String, String> parameter : speech.query().entrySet()) {
            path = withQuery(path, parameter.getKey() + "=" + parameter.getValue());
        }
        return new Draft(
                target,
                speech.signing(),
                sending.loop().baseOf(speech, target.upstreamModel()),
                path,
                outbound.pieces());
    }

    private static String withQuery(String path, String query) {
        return query.isEmpty() ? path : path + (path.indexOf('?') < 0 ? '?' : '&') + query;
    }

    private void unsigned(RuntimeException failure) {
        if (!(failure instanceof RefusedException)) {
            LOG.error(
                    "exchange {} could not be signed", sending.exchange().head().id(), failure);
        }
        fail(Failure.unasked(
                failure instanceof RefusedException refused
                        ? refused.refusal()
                        : new Refusal.Internal("The gateway failed.")));
    }

    private void send(Draft draft, Proof signed) {
        if (abandoned || sending.isOver()) {
            return;
        }
        proof = signed;
        Provider provider = target.provider();
        URI base = draft.base();
        boolean secure = "https".equals(base.getScheme());
        long patience = sending.timers().connect().toMillis()
                + (secure ? sending.timers().handshake().toMillis() : 0);
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(sending.exchange().head().method()))
                .setHost(base.getHost())
                .setPort(base.getPort() >= 0 ? base.getPort() : secure ? 443 : 80)
                .setSsl(secure)
                .setURI(base.getRawPath() + withQuery(draft.path(), signed.query()))
                .setFollowRedirects(false)
                .setConnectTimeout(patience);
        sending.exchange().waiting(sentAt);
        sending.loop()
                .upstreams()
                .to(provider, sending.timers())
                .request(options)
                .onComplete(this::opened, failure -> failed(failure, true));
    }

    /** Stops whatever is under way; nothing that still arrives is heard. */
    void abandon() {
        abandoned = true;
        if (request != null) {
            request.reset();
        }
        if (relay != null) {
            relay.abandoned();
        }
    }

    /** The caller has its answer: the connection is kept if the target ends too, and soon. */
    void letGo() {
        sending.loop().later(LINGER_MILLIS, () -> {
            if (!ended) {
                abandon();
            }
        });
    }

    void meter() {
        if (relay != null) {
            relay.meter();
        }
    }

    /** Stops or starts the reading of the answer. */
    void pause() {
        if (response != null) {
            response.pause();
        }
    }

    void resume() {
        if (response != null) {
            response.resume();
        }
    }

    void tick(long now) {
        if (relay != null) {
            relay.tick(now);
        }
        if (!sending.isOver() && sending.exchange().streams() && !hasContent()) {
            var limit = alternative
                    ? sending.timers().firstTokenWithAlternative()
                    : sending.timers().firstToken();
            if (now - sentAt > limit.toNanos()) {
                fail(Failures.silent(target, limit, "first token", "first_token_timeout"));
            }
        }
    }

    void fail(Failure failure) {
        if (!abandoned) {
            sending.failed(leg, failure);
        }
    }

    /** The target answered with an error, as a status or as the beginning of a stream. */
    void turnedDown(int status, byte[] body) {
        long wait = response == null ? -1 : leg.retryAfter(response.headers());
        fail(Turning.down(this, status, wait, body));
    }

    private void opened(HttpClientRequest opened) {
        if (abandoned || sending.isOver()) {
            opened.reset();
            return;
        }
        request = opened;
        left = true;
        boolean fresh = sending.loop().upstreams().firstOn(opened.connection());
        opened.exceptionHandler(failure -> failed(failure, fresh));
        opened.response().onComplete(this::answered, failure -> failed(failure, fresh));
        writeHead(opened);
        switch (sending.order().body()) {
            case RequestBody.Held _ -> send(opened, outbound.pieces());
            case RequestBody.Passing passing -> pass(opened, passing);
        }
    }

    private void send(HttpClientRequest opened, List<Bytes> pieces) {
        int length = pieces.stream().mapToInt(Bytes::length).sum();
        if (length <= SlicedWrite.SLICE) {
            opened.end(RequestBody.join(pieces));
            return;
        }
        opened.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(length));
        SlicedWrite.allButLast(opened, pieces).onSuccess(opened::end);
    }

    private void pass(HttpClientRequest opened, RequestBody.Passing passing) {
        long length = passing.length(target);
        if (length > 0) {
            opened.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
        } else if (length < 0) {
            opened.setChunked(true);
        }
        passing.sendTo(opened, target).onFailure(failure -> {
            if (response == null) {
                failed(failure, true);
            }
        });
    }

    private void writeHead(HttpClientRequest opened) {
        MultiMap headers = opened.headers();
        Provider provider = target.provider();
        if (outbound.headers().relaysCallers()) {
            RelayedHeaders.toProvider(sending.order().headers(), headers);
        } else {
            RelayedHeaders.toOtherProvider(sending.order().headers(), headers);
        }
        outbound.headers().own().forEach(headers::set);
        headers.set(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
        if (!sending.order().traceparent().isEmpty()) {
            headers.set("traceparent", sending.order().traceparent());
        }
        for (Map.Entry<String, String> header : provider.headers().entrySet()) {
            headers.set(header.getKey(), header.getValue());
        }
        proof.headers().forEach(headers::set);
    }

    private void failed(Throwable failure, boolean fresh) {
        if (abandoned || sending.isOver()) {
            return;
        }
        if (relay != null) {
            relay.broke();
            return;
        }
        if (!fresh
                && !repeated
                && !leg.isPaid() // who knows whether it was done: once more is paid for once more
                && Failures.brokeOff(failure)
                && sending.order().body().repeatable()) {
            repeated = true;
            open();
            return;
        }
        fail(Failures.of(failure, target));
    }

    private void answered(HttpClientResponse answer) {
        if (abandoned || sending.isOver()) {
            return;
        }
        int status = answer.statusCode();
        if (status >= 300 && status < 400 && !(replies() instanceof Untouched)) {
            fail(Failures.failed(
                    Fault.UNKNOWN_MODEL, target, "it redirects elsewhere, which is not followed", "upstream_redirect"));
            return;
        }
        response = answer;
        leg.heard(answer.headers());
        Optional<Relay> chosen = relayFor(answer);
        if (chosen.isEmpty()) {
            fail(Failures.failed(
                    Fault.GARBAGE, target, "its answer has a form that is not known here", "upstream_encoding"));
            return;
        }
        Relay taken = chosen.get();
        relay = taken;
        answer.exceptionHandler(failure -> failed(failure, true));
        answer.handler(bytes -> guarded(() -> taken.chunk(bytes)));
        answer.endHandler(_ -> {
            ended = true;
            guarded(taken::ended);
        });
    }

    /** A fault of ours must not leave a caller waiting. */
    private void guarded(Runnable relaying) {
        if (abandoned) {
            return; // what came before the reset is nobody's any more
        }
        try {
            relaying.run();
        } catch (RuntimeException e) {
            LOG.error(
                    "exchange {} failed in its reply", sending.exchange().head().id(), e);
            sending.cancel();
            sending.sink().abort(new Refusal.Internal("The gateway failed."));
        }
    }

    private Optional<Relay> relayFor(HttpClientResponse answer) {
        String type = lower(answer.getHeader(HttpHeaders.CONTENT_TYPE));
        String encoding = lower(answer.getHeader(HttpHeaders.CONTENT_ENCODING));
        if (replies() instanceof Untouched untouched) {
            return Optional.of(
                    new PassedReply(this, answer.statusCode(), length(answer), untouched.along(type, encoding)));
        }
        boolean good = answer.statusCode() >= 200 && answer.statusCode() < 300;
        if (good && replies().isStream(type)) {
            return Inflation.of(encoding).map(inflation -> {
                plain = true;
                contentType =
                        outbound.headers().relaysCallers() ? "" : replies().streamType();
                return new StreamedReply(this, answer.statusCode(), inflation);
            });
        }
        if (!good) {
            return Optional.of(new ErrorReply(this, answer.statusCode(), encoding));
        }
        if (recovery().hasBegun()) {
            return Optional.empty(); // what is one piece cannot go on with a stream
        }
        if (!outbound.headers().relaysCallers()) {
            contentType = "application/json";
            return Optional.of(new WholeReply(this, answer.statusCode(), true, encoding));
        }
        if (type.isEmpty() || type.contains("json")) {
            return Optional.of(new WholeReply(this, answer.statusCode(), type.contains("json"), encoding));
        }
        return Optional.of(new PassedReply(this, answer.statusCode(), length(answer), Untouched.UNREAD));
    }

    static long length(HttpClientResponse answer) {
        String text = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
        return text == null ? -1 : Long.parseLong(text);
    }

    private static String lower(@Nullable String value) {
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }
}
