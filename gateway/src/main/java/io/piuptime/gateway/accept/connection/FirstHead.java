package io.piuptime.gateway.accept.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Future;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.VertxHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The deadline of a connection's first head, counted from its accept. A clear connection becomes one of HTTP only when a
 * whole head is there, for its first bytes may be those of HTTP/2; nothing else watches it until then, so who has no room for
 * it is turned away here as well.
 */
final class FirstHead extends ChannelInitializer<Channel> {
    private final ChannelHandler next;
    private final Supplier<Door> door;

    private FirstHead(ChannelHandler next, Supplier<Door> door) {
        this.next = next;
        this.door = door;
    }

    /** Watches the connections that a listener is about to take. */
    static void watch(ServerBootstrap listener, Supplier<Door> door) {
        listener.childHandler(new FirstHead(listener.config().childHandler(), door));
    }

    @Override
    protected void initChannel(Channel channel) {
        Door now = door.get();
        if (now.turnsAway()) {
            ChannelFuture _ = channel.close();
            return;
        }
        channel.pipeline().addLast(next);
        Future<?> deadline =
                channel.eventLoop().schedule(() -> look(channel), now.headTime().toMillis(), TimeUnit.MILLISECONDS);
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
