package io.piuptime.testkit.fake;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/** The connection below HTTP: for bytes and ends that HTTP would not allow. */
final class Wire {
    private Wire() {}

    /** Puts bytes on the connection past the HTTP codec, and ends it if that is wanted. */
    static void write(HttpConnection connection, Buffer bytes, Runnable then) {
        Channel channel = channel(connection);
        belowHttp(channel.pipeline())
                .writeAndFlush(Unpooled.wrappedBuffer(bytes.getBytes()))
                .addListener(written -> then.run());
    }

    static void finish(HttpConnection connection) {
        channel(connection).close().addListener(ChannelFutureListener.CLOSE);
    }

    static void reset(HttpConnection connection) {
        Channel channel = channel(connection);
        if (!channel.isOpen()) {
            return;
        }
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        // Not through the pipeline: TLS would say goodbye first.
        channel.unsafe().close(channel.voidPromise());
    }

    private static Channel channel(HttpConnection connection) {
        return ((HttpServerConnection) connection).channelHandlerContext().channel();
    }

    private static ChannelHandlerContext belowHttp(ChannelPipeline pipeline) {
        boolean afterTls = pipeline.get(SslHandler.class) == null;
        for (String name : pipeline.names()) {
            ChannelHandlerContext context = pipeline.context(name);
            if (afterTls && context != null) {
                return context;
            }
            afterTls = afterTls || (context != null && context.handler() instanceof SslHandler);
        }
        throw new IllegalStateException("pipeline: no HTTP codec");
    }
}
