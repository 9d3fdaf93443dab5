package io.piuptime.gateway.accept;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.accept.connection.CallerConnection;
import io.piuptime.gateway.accept.connection.Connections;
import io.piuptime.gateway.accept.head.BrokenRequest;
import io.piuptime.gateway.accept.head.RequestHead;
import io.piuptime.gateway.send.Loop;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives requests on one event loop and starts each on its way. */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final DataPlane plane;
    private final Context context;
    private final Loop loop;
    private final Connections connections;
    private final Set<Passage> open = Collections.newSetFromMap(new IdentityHashMap<>());

    Reception(DataPlane plane, Context context, Loop loop, Connections connections) {
        this.plane = plane;
        this.context = context;
        this.loop = loop;
        this.connections = connections;
    }

    /** A request whose head was read. */
    void receive(HttpServerRequest request) {
        CallerConnection connection = connections.of(request.connection());
        connection.begun();
        String path = request.path() == null ? "" : request.path();
        if (plane.health().answers(path)) {
            connection.done();
            plane.health().answer(request, path);
            return;
        }
        RequestHead head = new RequestHead(request);
        Exchange exchange = plane.open(head, path, loop.ticker().now());
        CallerReply reply =
                new CallerReply(request, exchange, plane.way(), plane.dialect(path), loop, leave(request, connection));
        Passage passage = new Passage(this, request, exchange, reply);
        request.response().closeHandler(_ -> passage.callerLeft());
        request.response().exceptionHandler(passage::callerFailed);
        Optional<Refusal> refusal = head.refusal();
        if (refusal.isPresent()) {
            reply.refuse(refusal.get());
            return;
        }
        open.add(passage);
        passage.open(path);
    }

    /** A request that the parser could not read. */
    void receiveBroken(HttpServerRequest request) {
        CallerConnection connection = connections.of(request.connection());
        connection.begun();
        Exchange exchange =
                plane.open(new RequestHead(request), "", loop.ticker().now());
        CallerReply reply =
                new CallerReply(request, exchange, plane.way(), plane.dialect(""), loop, leave(request, connection));
        reply.refuse(BrokenRequest.refusal(request, exchange.snapshot().limits()));
    }

    /** An exchange is over. */
    void left(Passage passage) {
        open.remove(passage);
    }

    /** Ends every exchange that is still under way. */
    void breakOffAll(Refusal refusal) {
        for (Passage passage : List.copyOf(open)) {
            passage.breakOff(refusal);
        }
    }

    /** Ends the exchanges of a key that are still under way. */
    void breakOff(String keyId, Refusal refusal) {
        for (Passage passage : List.copyOf(open)) {
            if (passage.isOf(keyId)) {
                passage.breakOff(refusal);
            }
        }
    }

    /** Whether an exchange is still under way. */
    boolean holds(Passage passage) {
        return open.contains(passage);
    }

    /** The one that holds most for a caller who reads slowly, if any holds something. */
    Optional<Passage> heaviest() {
        return open.stream().filter(passage -> passage.unsent() > 0).max(Comparator.comparingLong(Passage::unsent));
    }

    DataPlane plane() {
        return plane;
    }

    Loop loop() {
        return loop;
    }

    Context context() {
        return context;
    }

    /** What a failure of a step means to the caller. A fault of ours is logged with its id, never shown. */
    Refusal refusal(RuntimeException failure, Exchange exchange) {
        if (failure instanceof RefusedException refused) {
            return refused.refusal();
        }
        LOG.error("exchange {} failed", exchange.head().id(), failure);
        return new Refusal.Internal(
                "The gateway failed; the request id is " + exchange.head().id() + ".");
    }

    /** Bodies above this size are read on the pool for computing. */
    static boolean isHeavy(Bytes body) {
        return body.length() > 256 << 10;
    }

    private CallerReply.Leave leave(HttpServerRequest request, CallerConnection connection) {
        return new Leaving(request, connection, plane.draining(), plane.full(), loop);
    }
}
