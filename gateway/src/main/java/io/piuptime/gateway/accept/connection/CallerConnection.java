package io.piuptime.gateway.accept.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.piuptime.gateway.send.Ticker;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection from callers, and how long it may be without a request: a head has to arrive within its time from its first
 * byte on, however slowly the bytes drip, and an idle connection is closed.
 */
public final class CallerConnection extends Ticker.Item {
    private static final byte[] TIMEOUT = ("HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n"
                    + "content-type: application/json\r\ncontent-length: 119\r\n\r\n"
                    + "{\"error\":{\"message\":\"The head of the request did not arrive in time.\","
                    + "\"type\":\"invalid_request_error\",\"code\":\"timeout\"}}")
            .getBytes(StandardCharsets.US_ASCII);

    private final HttpConnection connection;
    private final Ticker ticker;
    private final Duration headTime;
    private final Duration idleTime;

    private int exchanges;
    private long headSince;
    private long idleSince = -1;
    private @Nullable ChannelHandlerContext wire;

    CallerConnection(HttpConnection connection, Ticker ticker, Duration headTime, Duration idleTime) {
        this.connection = connection;
        this.ticker = ticker;
        this.headTime = headTime;
        this.idleTime = idleTime;
        this.headSince = ticker.now();
    }

    /** Starts the watch: on HTTP/1 over the bytes themselves, on HTTP/2 over the time without an exchange. */
    void watch() {
        ticker.add(this);
        ChannelPipeline pipeline = ((VertxConnection) connection).channel().pipeline();
        if (pipeline.get("httpDecoder") != null) {
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

    @Override
    protected void tick(long now) {
        if (exchanges > 0) {
            return;
        }
        if (headSince >= 0 && now - headSince > headTime.toNanos()) {
            timeOut();
        } else if (idleSince >= 0 && now - idleSince > idleTime.toNanos()) {
            connection.close();
        }
    }

    private void timeOut() {
        ticker.remove(this);
        if (wire == null) {
            connection.close();
        } else {
            wire.writeAndFlush(Unpooled.wrappedBuffer(TIMEOUT)).addListener(ChannelFutureListener.CLOSE);
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
