package io.piuptime.gateway.accept;

import io.piuptime.catalog.account.Account;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Refusals;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.Step;
import io.piuptime.gateway.accept.body.Boundary;
import io.piuptime.gateway.accept.body.HeldBody;
import io.piuptime.gateway.accept.body.Pace;
import io.piuptime.gateway.accept.body.PassingBody;
import io.piuptime.gateway.accept.body.Spool;
import io.piuptime.gateway.accept.body.StreamedBody;
import io.piuptime.gateway.accept.head.BrokenRequest;
import io.piuptime.gateway.accept.head.RequestHead;
import io.piuptime.gateway.accept.owned.NewResponse;
import io.piuptime.gateway.authorize.owned.ObjectPath;
import io.piuptime.gateway.route.through.Passthrough;
import io.piuptime.gateway.route.through.ProviderPath;
import io.piuptime.gateway.send.ReplySink;
import io.piuptime.gateway.send.RequestBody;
import io.piuptime.gateway.send.Sending;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.gateway.send.wire.Inflation;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.Question;
import io.piuptime.gateway.translate.SameDialect;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The passage of one request: its head through the first steps, its body, the other steps, and over to sending. */
final class Passage {
    private final Reception reception;
    private final DataPlane plane;
    private final HttpServerRequest request;
    private final RequestHead head;
    private final Exchange exchange;
    private final CallerReply reply;
    private final Dialect dialect;

    private Runnable release = () -> {};
    private Optional<Once> once = Optional.empty();
    private @Nullable Sending sending;

    Passage(Reception reception, HttpServerRequest request, Exchange exchange, CallerReply reply) {
        this.reception = reception;
        this.plane = reception.plane();
        this.request = request;
        this.head = new RequestHead(request);
        this.exchange = exchange;
        this.reply = reply;
        this.dialect = plane.dialect(exchange.head().path());
        reply.whenOver(this::release);
    }

    void open(String path) {
        Optional<ProviderPath> through = ProviderPath.of(path);
        if (through.isPresent()) {
            request.pause();
            pass(Step::opened, () -> passThrough(through.get()));
            return;
        }
        Optional<ObjectPath> objects = exchange.head().operation().isPresent() ? Optional.empty() : ObjectPath.of(path);
        if (objects.isPresent()) {
            openObjects(objects.get());
            return;
        }
        ModelList list = plane.modelList();
        Optional<Refusal> wrong = exchange.head().operation().isPresent()
                ? wrongMethod("POST")
                : list.answers(path) ? wrongMethod("GET") : Optional.of(noSuchPath(path));
        if (wrong.isPresent()) {
            reply.refuse(wrong.get());
            return;
        }
        pass(Step::opened, () -> {
            if (exchange.head().operation().isPresent()) {
                readBody(exchange.head().operation().get());
            } else {
                list.answer(exchange, head, reply);
            }
        });
    }

    private void openObjects(ObjectPath path) {
        Optional<Refusal> wrong = path.wrong(head.method());
        if (wrong.isPresent()) {
            reply.refuse(wrong.get());
            return;
        }
        ObjectErrand errand = new ObjectErrand(this, reception, exchange, reply, path);
        if (errand.passesBody()) {
            request.pause();
        }
        pass(Step::opened, errand::begin);
    }

    /** Ends an exchange that is still under way with a refusal, in its reply where that has begun. */
    void breakOff(Refusal refusal) {
        if (sending != null) {
            sending.breakOff(refusal);
        } else if (once.isEmpty() || !once.get().breakOff(refusal)) {
            reply.refuse(refusal);
        }
    }

    /** Whether a key came with it. */
    boolean isOf(String keyId) {
        return exchange.caller().filter(caller -> caller.keyId().equals(keyId)).isPresent();
    }

    /** Bytes of the reply that the caller has not taken yet. */
    long unsent() {
        return reply.unsent();
    }

    /** The caller closed the connection or reset its stream. */
    void callerLeft() {
        if (reply.gone() && !(once.isPresent() && once.get().goesOn(this::stop))) {
            stop();
        }
    }

    /** The caller has left, and nobody else wants the answer. */
    private void stop() {
        if (sending == null || !sending.readOn(reply::settleGone)) {
            cancel();
            reply.settleGone();
        }
    }

    private void cancel() {
        if (sending != null) {
            sending.cancel();
            sending.settleTokens();
        }
    }

    /** The connection failed, or what comes over it cannot be read: that is told before the connection ends, if it still can be. */
    void callerFailed(Throwable failure) {
        if (BrokenRequest.isFraming(failure)) {
            refuse(new Refusal.BadFraming("The body of the request is not valid HTTP."));
        }
        callerLeft();
    }

    private void readBody(Operation operation) {
        boolean multipart = head.mediaType().equals("multipart/form-data");
        Optional<Refusal> wrong = wrongMedia(operation, multipart);
        if (wrong.isPresent()) {
            reply.refuse(wrong.get());
            return;
        }
        guarded(() -> {
            once = multipart ? Once.never(head, reply) : Once.of(reception, head, exchange, reply, dialect);
            readBody(operation, multipart);
        });
    }

    private void readBody(Operation operation, boolean multipart) {
        if (head.expectsContinue()) {
            request.response().writeContinue();
        }
        if (multipart) {
            readPassing();
        } else {
            readHeld(whole -> held(operation, whole));
        }
    }

    /** Reads what an object is to be made of. */
    void readWish(Consumer<Bytes> read) {
        guarded(() -> {
            once = Once.never(head, reply);
            readWishOnce(read);
        });
    }

    private void readWishOnce(Consumer<Bytes> read) {
        if (!head.encoding().isEmpty()) {
            refuse(new Refusal.UnsupportedMedia("content-encoding: " + head.encoding() + " (expected: none)"));
            return;
        }
        if (head.expectsContinue()) {
            request.response().writeContinue();
        }
        readHeld(whole -> {
            exchange.requestBytes(whole.length());
            read.accept(whole);
        });
    }

    private void readHeld(Consumer<Bytes> read) {
        long now = reception.loop().ticker().now();
        HeldBody body = new HeldBody(
                request,
                reception.loop().ticker(),
                reception.loop().buffers(),
                exchange.snapshot().limits(),
                Pace.ofHeldBody(now, exchange.snapshot().limits().arrival()),
                read,
                this::refuse);
        release = body::release;
        body.read();
    }

    private void held(Operation operation, Bytes body) {
        exchange.requestBytes(body.length());
        String encoding = head.encoding();
        if (encoding.isEmpty() && !Reception.isHeavy(body)) {
            guarded(() -> found(operation, read(operation, body), body));
            return;
        }
        plane.runner()
                .heavy(
                        reception.context(),
                        () -> {
                            Bytes plain = encoding.isEmpty() ? body : inflate(body, encoding);
                            RequestFacts facts = read(operation, plain);
                            return (Runnable) () -> found(operation, facts, plain);
                        },
                        Runnable::run,
                        this::fail);
    }

    private Bytes inflate(Bytes body, String encoding) {
        try {
            return Bytes.of(
                    Inflation.whole(body, encoding, exchange.snapshot().limits().jsonBody()));
        } catch (Inflation.BombException e) {
            throw new RefusedException(new Refusal.TooLarge("The request's body is not taken: " + e.reason() + "."));
        } catch (IOException _) {
            throw new RefusedException(new Refusal.BadRequest(
                    "The body is not valid " + encoding + ", which its content-encoding says.",
                    "invalid_encoding",
                    ""));
        }
    }

    /** What a scan of the body finds, and what the path says of it already. */
    private RequestFacts read(Operation operation, Bytes body) {
        RequestFacts facts = dialect.read(operation, body);
        return operation.namesModelInPath()
                ? facts.inPath(
                        operation.modelIn(exchange.head().path()), operation == Operation.STREAM_GENERATE_CONTENT)
                : facts;
    }

    /** The body goes to sending once the model is known. */
    private void found(Operation operation, RequestFacts facts, Bytes body) {
        found(
                facts,
                body,
                () -> new HeldRequest(
                        reception,
                        new Question(
                                operation,
                                facts,
                                body,
                                head.query(),
                                exchange.model().strict())));
    }

    /** To a provider itself, which gets the request as it is. */
    private void passThrough(ProviderPath path) {
        guarded(() -> {
            Account account = Passthrough.account(exchange, path);
            asks(Passthrough.OPERATION, account);
            stream(plane.direct().request(account.root(), path.rest(), head.query(), head.encoding()), reply);
        });
    }

    /** A provider is asked itself, and no model. */
    void asks(String operation, Account account) {
        Target target = new Target(account.provider(), "");
        exchange.asks(operation, new Model(account.provider().name(), List.of(target), account.timers()));
    }

    /** Sends what comes as it comes; the request must be paused. */
    void stream(Outbound.Request outbound, ReplySink sink) {
        once = Once.never(head, reply);
        StreamedBody body = new StreamedBody(
                request,
                reception.loop().ticker(),
                exchange.snapshot().limits(),
                outbound,
                this::refuse,
                exchange::requestBytes);
        body.check();
        release = body::release;
        if (head.expectsContinue()) {
            request.response().writeContinue();
        }
        ready(() -> send(body, sink));
    }

    /** It is known what is asked of whom. */
    void ready(Runnable done) {
        pass(Step::request, done);
    }

    /** Does something of which a failure goes to the caller. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void readPassing() {
        Optional<String> boundary = Boundary.of(head.header("content-type").orElse(""));
        if (boundary.isEmpty()) {
            refuse(new Refusal.BadRequest(
                    "content-type: multipart/form-data without a boundary (expected: one)", "invalid_multipart", ""));
            return;
        }
        PassingBody body = new PassingBody(
                request,
                reception.loop().ticker(),
                exchange.snapshot().limits(),
                new Spool(plane.vertx(), plane.spoolFolder(), exchange.head().id()),
                dialect.multipart(boundary.get()),
                Pace.ofPassingBody(
                        reception.loop().ticker().now(),
                        exchange.snapshot().limits().arrival()),
                exchange::requestBytes);
        release = body::release;
        body.read(facts -> found(facts, Bytes.EMPTY, () -> body), this::refuse);
    }

    private void found(RequestFacts facts, Bytes held, Supplier<RequestBody> body) {
        if (reply.isOver()) {
            return;
        }
        exchange.read(facts);
        if (facts.objects().named()) {
            pass(Step::request, () -> checkReferences(held, () -> ask(facts, held, body)));
        } else {
            pass(Step::request, () -> ask(facts, held, body));
        }
    }

    private void ask(RequestFacts facts, Bytes held, Supplier<RequestBody> body) {
        if (once.isEmpty()) {
            send(body.get(), sink(facts, reply));
        } else {
            once.get().ask(held, recorder -> send(body.get(), sink(facts, recorder)));
        }
    }

    private void checkReferences(Bytes held, Runnable done) {
        plane.runner()
                .waiting(
                        reception.context(),
                        () -> {
                            plane.references().check(exchange, held);
                            return done;
                        },
                        checked -> {
                            if (!reply.isOver()) {
                                guarded(checked);
                            }
                        },
                        this::fail);
    }

    private ReplySink sink(RequestFacts facts, ReplySink caller) {
        return facts.objects().leaves() ? new NewResponse(caller, new ResponseNotes()) : caller;
    }

    void send(RequestBody body, ReplySink sink) {
        Sending.Order order = new Sending.Order(
                once.isPresent() ? Once.withoutKey(request.headers()) : request.headers(),
                body,
                plane.traceparent(exchange));
        Sending next = new Sending(reception.loop(), exchange, dialect, order, sink);
        sending = next;
        next.start();
    }

    private void pass(BiConsumer<Step, Exchange> phase, Runnable done) {
        plane.runner()
                .run(
                        reception.context(),
                        plane.way().steps(),
                        phase,
                        exchange,
                        () -> {
                            if (!reply.isOver()) {
                                done.run();
                            }
                        },
                        this::fail);
    }

    private Optional<Refusal> wrongMethod(String allowed) {
        if (head.method().equals(allowed)) {
            return Optional.empty();
        }
        return Optional.of(
                new Refusal.MethodNotAllowed("method: " + head.method() + " (expected: " + allowed + ")", allowed));
    }

    private Optional<Refusal> wrongMedia(Operation operation, boolean multipart) {
        String encoding = head.encoding();
        if (!encoding.isEmpty() && (multipart || !Inflation.isKnown(encoding))) {
            return Optional.of(new Refusal.UnsupportedMedia("content-encoding: " + encoding
                    + (multipart ? " (expected: none for multipart)" : " (expected: gzip, deflate or none)")));
        }
        return switch (operation.form()) {
            case JSON ->
                multipart
                        ? Optional.of(new Refusal.UnsupportedMedia(
                                "content-type: multipart/form-data (expected: application/json)"))
                        : Optional.empty();
            case MULTIPART ->
                multipart
                        ? Optional.empty()
                        : Optional.of(new Refusal.UnsupportedMedia(
                                "content-type: " + head.mediaType() + " (expected: multipart/form-data)"));
            case JSON_OR_MULTIPART -> Optional.empty();
        };
    }

    private static Refusal noSuchPath(String path) {
        String shown = path.length() > 200 ? path.substring(0, 200) + "…" : path;
        return new Refusal.NoSuchPath("Nothing is served at '" + shown + "'.");
    }

    RequestHead head() {
        return head;
    }

    private void fail(RuntimeException failure) {
        refuse(reception.refusal(failure, exchange));
    }

    private void refuse(Refusal refusal) {
        breakOff(refusal);
    }

    private void release() {
        release.run();
        once.ifPresent(Once::over);
        reception.left(this);
    }

    /** Keeps whose the response is that this request makes. */
    private final class ResponseNotes implements NewResponse.Notes {
        @Override
        public boolean wanted() {
            return exchange.sentTo()
                    .flatMap(target -> SameDialect.speech(Operation.RESPONSES, target))
                    .isPresent();
        }

        @Override
        public Optional<String> id(Bytes beginning) {
            return plane.objects().reader().response(beginning);
        }

        @Override
        public void keep(String id, Runnable kept, Consumer<Refusal> failed) {
            plane.runner()
                    .waiting(
                            reception.context(),
                            () -> {
                                plane.objects().keepResponse(exchange, id);
                                return kept;
                            },
                            Runnable::run,
                            failure -> failed.accept(reception.refusal(failure, exchange)));
        }

        @Override
        public void stop() {
            cancel();
        }

        @Override
        public Buffer event(Refusal refusal) {
            return Buffers.wrap(dialect.errorEvent(Refusals.facts(refusal)));
        }
    }
}
