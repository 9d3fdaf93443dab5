package io.piuptime.gateway.accept.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;

/** What a caller is told whose request's head did not arrive in time. */
final class LateHead {
    private static final byte[] TIMEOUT = ("HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n"
                    + "content-type: application/json\r\ncontent-length: 119\r\n\r\n"
                    + "{\"error\":{\"message\":\"The head of the request did not arrive in time.\","
                    + "\"type\":\"invalid_request_error\",\"code\":\"timeout\"}}")
            .getBytes(StandardCharsets.US_ASCII);

    private LateHead() {}

    /** Says so and ends the connection; no handler beyond this place hears of it before. */
    static void tell(ChannelHandlerContext wire) {
        wire.writeAndFlush(Unpooled.wrappedBuffer(TIMEOUT)).addListener(_ -> {
            ChannelFuture _ = wire.close();
        });
    }
}
