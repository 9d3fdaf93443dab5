package io.piuptime.gateway.accept.connection;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.send.Ticker;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection from callers, and how long it may be without a request: a head has to arrive within its time from its first
 * byte on, however slowly the bytes drip, and an idle connection is closed.
 */
public final class CallerConnection extends Ticker.Item {
    /** How long what was written may still take to leave when a connection is to close. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final HttpConnection connection;
    private final Ticker ticker;
    private final Limits.Arrival arrival;

    private int exchanges;
    private long headSince;
    private long idleSince = -1;
    private long closingSince = -1;
    private @Nullable ChannelHandlerContext wire;

    CallerConnection(HttpConnection connection, Ticker ticker, Limits.Arrival arrival) {
        this.connection = connection;
        this.ticker = ticker;
        this.arrival = arrival;
        this.headSince = ticker.now();
    }

    /** Starts the watch: on HTTP/1 over the bytes themselves, on HTTP/2 over the time without an exchange. */
    void watch() {
        ticker.add(this);
        ChannelPipeline pipeline = pipeline();
        // one that was upgraded to HTTP/2 still has the decoder of its first request
        if (connection.protocolVersion() != HttpVersion.HTTP_2 && pipeline.get("httpDecoder") != null) {
            pipeline.addBefore("httpDecoder", "headWatch", new HeadWatch());
        }
    }

    void closed() {
        ticker.remove(this);
    }

    boolean isIdle() {
        return exchanges == 0;
    }

    HttpConnection connection() {
        return connection;
    }

    /** The head of a request is there. */
    public void begun() {
        exchanges++;
        headSince = -1;
        idleSince = -1;
    }

    /** A request and its reply are done with. */
    public void done() {
        exchanges--;
        if (exchanges == 0) {
            idleSince = ticker.now();
        }
    }

    /** Closes when all that was written has left, and soon in any case: a caller who does not read must not keep it open. */
    public void close() {
        if (closingSince < 0) {
            closingSince = ticker.now();
            connection.close();
        }
    }

    @Override
    protected void tick(long now) {
        if (closingSince >= 0) {
            if (now - closingSince > LINGER.toNanos()) {
                cut();
            }
            return;
        }
        if (exchanges > 0) {
            return;
        }
        if (headSince >= 0 && now - headSince > arrival.head().toNanos()) {
            timeOut();
        } else if (idleSince >= 0 && now - idleSince > arrival.idle().toNanos()) {
            close();
        }
    }

    /** Drops what the caller has not taken; the handlers that would wait for it are passed over. */
    private void cut() {
        ticker.remove(this);
        ChannelFuture _ = pipeline().firstContext().close();
    }

    private ChannelPipeline pipeline() {
        return ((ConnectionBase) connection).channel().pipeline();
    }

    private void timeOut() {
        ticker.remove(this);
        if (wire == null) {
            connection.close();
        } else {
            LateHead.tell(wire);
        }
    }

    /** Sees that bytes arrive while no request is under way: the beginning of a head. */
    private final class HeadWatch extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            wire = context;
            if (exchanges == 0 && headSince < 0) {
                headSince = ticker.now();
            }
            context.fireChannelRead(bytes);
        }
    }
}
