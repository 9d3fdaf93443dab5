package io.piuptime.gateway.accept.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Future;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.VertxHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The deadline of a connection's first head, counted from its accept. A clear connection becomes one of HTTP only when a
 * whole head is there, for its first bytes may be those of HTTP/2; nothing else watches it until then.
 */
final class FirstHead extends ChannelInitializer<Channel> {
    private final ChannelHandler next;
    private final Supplier<Duration> time;

    private FirstHead(ChannelHandler next, Supplier<Duration> time) {
        this.next = next;
        this.time = time;
    }

    /** Watches the connections that a listener is about to take. */
    static void watch(ServerBootstrap listener, Supplier<Duration> time) {
        listener.childHandler(new FirstHead(listener.config().childHandler(), time));
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline().addLast(next);
        Future<?> deadline =
                channel.eventLoop().schedule(() -> look(channel), time.get().toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(_ -> deadline.cancel(false));
    }

    @Override
    public boolean isSharable() {
        return true;
    }

    private static void look(Channel channel) {
        if (!(channel.pipeline().get("handler") instanceof VertxHandler<?> handler)
                || !(handler.getConnection() instanceof NetSocket)) {
            return; // of HTTP by now, or in a TLS handshake, which has a deadline of its own
        }
        if (channel.pipeline().get("httpDecoder") != null) {
            LateHead.tell(channel.pipeline().firstContext());
        } else {
            ChannelFuture _ = channel.close();
        }
    }
}
