package io.piuptime.gateway.accept.admin;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.accept.Health;
import io.piuptime.gateway.accept.ListenAddress;
import io.piuptime.gateway.accept.Network;
import io.piuptime.gateway.accept.Waiting;
import io.piuptime.gateway.send.wire.Buffers;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The admin listener: calls, health and meters. A call is answered on a thread that may wait. */
public final class AdminServer implements AutoCloseable {
    /** Bytes of bodies that are held at once: nobody is known before a body was read. */
    private static final long MOST_HELD = 48 << 20;

    private static final int CONNECTION_IDLE_SECONDS = 120;

    private final Network network;
    private final Parts parts;
    private final AtomicLong held = new AtomicLong();
    private Optional<HttpServer> server = Optional.empty();

    /**
     * What the listener serves.
     *
     * @param meters the meters as Prometheus text
     * @param waiting virtual threads for the calls
     */
    public record Parts(CallHandler calls, Health health, Supplier<String> meters, Executor waiting) {}

    public AdminServer(Network network, Parts parts) {
        this.network = network;
        this.parts = parts;
    }

    /**
     * Listens. Returns the port.
     *
     * @throws IllegalStateException when the address cannot be had
     */
    public int start(ListenAddress address) {
        HttpServer started = network.vertx()
                .createHttpServer(address.options(Limits.DEFAULT).setIdleTimeout(CONNECTION_IDLE_SECONDS))
                .requestHandler(this::receive);
        Waiting.await(started.listen());
        server = Optional.of(started);
        return started.actualPort();
    }

    /** Takes a renewed certificate into use for new connections. */
    public void renew(ListenAddress.Pem pem) {
        server.ifPresent(pem::renewAt);
    }

    @Override
    public void close() {
        server.ifPresent(running -> Waiting.await(running.close()));
    }

    private void receive(HttpServerRequest request) {
        String path = request.path() == null ? "" : request.path();
        if (parts.health().answers(path)) {
            parts.health().answer(request, path);
        } else if (path.equals("/metrics")) {
            meters(request);
        } else {
            read(request, path);
        }
    }

    private void meters(HttpServerRequest request) {
        Context loop = network.vertx().getOrCreateContext();
        parts.waiting().execute(() -> {
            String text = parts.meters().get();
            loop.runOnContext(_ -> request.response()
                    .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                    .end(text));
        });
    }

    private void read(HttpServerRequest request, String path) {
        Buffer body = Buffer.buffer();
        int most = Call.largest(path);
        AtomicLong own = new AtomicLong();
        Handler<Void> free = _ -> held.addAndGet(-own.getAndSet(0));
        request.response().endHandler(free).closeHandler(free);
        request.handler(part -> {
            boolean tooLarge = body.length() + part.length() > most;
            if (tooLarge || held.get() + part.length() > MOST_HELD) {
                request.handler(_ -> {});
                request.response()
                        .setStatusCode(tooLarge ? 413 : 503)
                        .putHeader("connection", "close")
                        .end();
            } else {
                held.addAndGet(part.length());
                own.addAndGet(part.length());
                body.appendBuffer(part);
            }
        });
        request.endHandler(_ -> {
            if (!request.response().ended()) {
                answer(
                        request,
                        new Call(
                                request.method().name(),
                                path,
                                query(request),
                                bearer(request),
                                headers(request),
                                address(request),
                                Buffers.bytes(body)));
            }
        });
    }

    private void answer(HttpServerRequest request, Call call) {
        Context loop = network.vertx().getOrCreateContext();
        parts.waiting().execute(() -> {
            CallReply reply = parts.calls().handle(call);
            loop.runOnContext(_ -> write(request.response(), reply));
        });
    }

    private static void write(HttpServerResponse response, CallReply reply) {
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        response.end(Buffers.wrap(Bytes.of(reply.body().copy())));
    }

    private static Map<String, String> query(HttpServerRequest request) {
        Map<String, String> query = new HashMap<>();
        request.params().forEach(entry -> query.put(entry.getKey(), entry.getValue()));
        return query;
    }

    private static String address(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        return peer == null || peer.hostAddress() == null ? "" : peer.hostAddress();
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : Call.HEADERS) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value.strip());
            }
        }
        return headers;
    }

    private static Optional<String> bearer(HttpServerRequest request) {
        String value = request.getHeader("authorization");
        if (value == null || !value.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.empty();
        }
        return Optional.of(value.substring(7).strip());
    }
}
