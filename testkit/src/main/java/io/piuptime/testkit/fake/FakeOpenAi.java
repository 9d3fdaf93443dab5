package io.piuptime.testkit.fake;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.Play;
import io.piuptime.testkit.script.Script;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A fake OpenAI server on a free loopback port: HTTP/1.1 and HTTP/2, clear or TLS. Each request takes the next script of
 * the queue; when that is empty, the one that {@link #always} chooses; at first an {@link EchoReplies echo}.
 */
public final class FakeOpenAi implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final Vertx vertx;
    private final HttpServer server;
    private final String scheme;
    private final Queue<Script> queue = new ConcurrentLinkedQueue<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Map<HttpConnection, Visit> visits = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger staleClosed = new AtomicInteger();
    private volatile Function<Received, Script> otherwise = new EchoReplies();

    private FakeOpenAi(Optional<Tls> tls) {
        this.scheme = tls.isPresent() ? "https" : "http";
        this.vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
        this.server = vertx.createHttpServer(options(tls));
        server.connectionHandler(this::connected);
        server.requestHandler(this::handle);
        server.exceptionHandler(brokenHead -> {});
        server.invalidRequestHandler(
                request -> request.response().setStatusCode(400).end("the fake cannot read this request"));
    }

    /** Starts one without TLS. */
    public static FakeOpenAi start() {
        return new FakeOpenAi(Optional.empty()).listen();
    }

    /** Starts one with TLS that offers HTTP/2 and HTTP/1.1. */
    public static FakeOpenAi start(Tls tls) {
        return new FakeOpenAi(Optional.of(tls)).listen();
    }

    private static HttpServerOptions options(Optional<Tls> tls) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setAcceptBacklog(4096)
                .setTcpNoDelay(true)
                .setHandle100ContinueAutomatically(true)
                .setMaxInitialLineLength(65_536)
                .setMaxHeaderSize(262_144);
        options.getInitialSettings().setMaxConcurrentStreams(10_000);
        tls.ifPresent(files -> options.setSsl(true)
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(files.certificate().toString())
                        .setKeyPath(files.key().toString())));
        return options;
    }

    private FakeOpenAi listen() {
        await(server.listen());
        return this;
    }

    public int port() {
        return server.actualPort();
    }

    /** {@code http://127.0.0.1:port/v1}. */
    public URI baseUrl() {
        return URI.create(scheme + "://127.0.0.1:" + port() + "/v1");
    }

    /** Adds scripts to the queue. */
    public FakeOpenAi next(Script... scripts) {
        queue.addAll(List.of(scripts));
        return this;
    }

    /** Chooses the script of every request for which the queue has none. */
    public FakeOpenAi always(Function<Received, Script> choice) {
        otherwise = requireNonNull(choice, "choice");
        return this;
    }

    /** Forgets scripts and requests; connections stay. */
    public void reset() {
        queue.clear();
        otherwise = new EchoReplies();
        received.clear();
    }

    /** All requests so far whose head has come, oldest first. */
    public List<Received> requests() {
        return List.copyOf(received);
    }

    /** Waits until so many requests have come. */
    public List<Received> awaitRequests(int count, Duration within) {
        Await.until(() -> received.size() + " of " + count + " requests", within, () -> received.size() >= count);
        return requests();
    }

    /** The last request, which has to have come. */
    public Received last() {
        return received.getLast();
    }

    /** Scripts that no request has taken yet. */
    public int scriptsLeft() {
        return queue.size();
    }

    public int openConnections() {
        return visits.size();
    }

    /** Connections accepted since the start. */
    public int connectionsSeen() {
        return connections.get();
    }

    /** Requests that met the end of a stale connection; they are not among {@link #requests()}. */
    public int staleClosed() {
        return staleClosed.get();
    }

    /** Closes every connection that is open now. */
    public void dropConnections() {
        visits.keySet().forEach(connection -> vertx.runOnContext(now -> Wire.reset(connection)));
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static void await(Future<?> done) {
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("fake: no answer of its event loop in " + PATIENCE_SECONDS + " s", e);
        }
    }

    /** A connection and the requests that came over it. */
    private static final class Visit {
        private final int number;
        private final List<Received> open = new ArrayList<>();
        private boolean stale;

        private Visit(int number) {
            this.number = number;
        }
    }

    private void connected(HttpConnection connection) {
        Visit visit = new Visit(connections.getAndIncrement());
        visits.put(connection, visit);
        connection.closeHandler(closed -> {
            visits.remove(connection);
            visit.open.forEach(Received::closed);
        });
    }

    private void handle(HttpServerRequest request) {
        Visit visit = visits.computeIfAbsent(request.connection(), unknown -> new Visit(connections.getAndIncrement()));
        if (visit.stale) {
            staleClosed.incrementAndGet();
            Wire.finish(request.connection());
            return;
        }
        Received one = record(request, visit);
        if (queue.peek() instanceof Script.Early) {
            request.handler(one::add);
            request.endHandler(end -> one.complete());
            perform(request, one, visit);
            return;
        }
        request.handler(one::add);
        request.endHandler(end -> {
            one.complete();
            perform(request, one, visit);
        });
    }

    private Received record(HttpServerRequest request, Visit visit) {
        List<Header> headers = new ArrayList<>();
        request.headers().forEach((name, value) -> headers.add(new Header(name, value)));
        String version = request.version() == HttpVersion.HTTP_2 ? "HTTP/2" : "HTTP/1.1";
        Received one = new Received(
                received.size(),
                visit.number,
                new Received.Line(request.method().name(), request.uri(), version),
                headers,
                System::nanoTime);
        received.add(one);
        visit.open.add(one);
        request.exceptionHandler(gone -> one.closed());
        request.response().exceptionHandler(gone -> one.closed());
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().closeHandler(gone -> one.closed());
        }
        return one;
    }

    private void perform(HttpServerRequest request, Received one, Visit visit) {
        Script script = queue.poll();
        Play play = Play.of(script == null ? otherwise.apply(one) : script, one.asked());
        visit.stale = play.stale();
        new Performance(vertx, request, one, play).start();
    }
}
