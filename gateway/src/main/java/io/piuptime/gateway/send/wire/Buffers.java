package io.piuptime.gateway.send.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.piuptime.gateway.Bytes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/** Passes between Vert.x buffers and stretches of arrays without copying where the buffer allows it. */
public final class Buffers {
    public static final Buffer EMPTY = wrap(Bytes.EMPTY);

    private Buffers() {}

    /** The bytes of a buffer: its own array where it has one. Who calls must not write to either afterwards. */
    public static Bytes bytes(Buffer buffer) {
        ByteBuf raw = ((BufferInternal) buffer).getByteBuf();
        if (raw.hasArray()) {
            int from = raw.arrayOffset() + raw.readerIndex();
            return new Bytes(raw.array(), from, from + raw.readableBytes());
        }
        return Bytes.of(buffer.getBytes());
    }

    public static Buffer wrap(Bytes bytes) {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes.array(), bytes.from(), bytes.length()));
    }
}
