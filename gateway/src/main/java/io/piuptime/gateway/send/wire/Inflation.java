package io.piuptime.gateway.send.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.piuptime.gateway.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Takes the content encoding off bytes, never letting them grow more than a hundredfold. */
public final class Inflation {
    /** Beyond this ratio of plain to encoded bytes a body is taken for a bomb. */
    public static final int MAX_RATIO = 100;

    private static final Inflation NONE = new Inflation(null);
    /** Small bodies may compress better than the ratio by chance. */
    private static final int FREE_BYTES = 64 << 10;

    private final @Nullable EmbeddedChannel decoder;
    private long in;
    private long out;

    /** The bytes grew too much, or are not what their encoding allows. */
    public static final class BombException extends IOException {
        private final String reason;

        BombException(String reason) {
            super(reason);
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }

    private Inflation(@Nullable EmbeddedChannel decoder) {
        this.decoder = decoder;
    }

    public static boolean isKnown(String encoding) {
        return encoding.equals("gzip") || encoding.equals("x-gzip") || encoding.equals("deflate");
    }

    /** Reads a whole body; {@code limit} bounds its plain size. */
    public static byte[] whole(Bytes body, String encoding, long limit) throws IOException {
        InputStream raw = new ByteArrayInputStream(body.array(), body.from(), body.length());
        long most = Math.min(limit, Math.max(FREE_BYTES, (long) body.length() * MAX_RATIO));
        try (InputStream plain = encoding.equals("deflate") ? new InflaterInputStream(raw) : new GZIPInputStream(raw)) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream(Math.max(512, body.length() * 4));
            byte[] part = new byte[8192];
            for (int read = plain.read(part); read >= 0; read = plain.read(part)) {
                whole.write(part, 0, read);
                if (whole.size() > most) {
                    throw new BombException("the body grows beyond " + most + " bytes when it is decoded");
                }
            }
            return whole.toByteArray();
        }
    }

    /** For a stream; empty when the encoding is not known. */
    public static Optional<Inflation> of(String encoding) {
        if (encoding.isEmpty() || encoding.equals("identity")) {
            return Optional.of(NONE);
        }
        if (!isKnown(encoding)) {
            return Optional.empty();
        }
        ZlibWrapper wrapper = encoding.equals("deflate") ? ZlibWrapper.ZLIB_OR_NONE : ZlibWrapper.GZIP;
        return Optional.of(new Inflation(new EmbeddedChannel(new JdkZlibDecoder(wrapper, 1 << 20))));
    }

    public List<Bytes> inflate(Bytes encoded) throws BombException {
        if (decoder == null) {
            return List.of(encoded);
        }
        in += encoded.length();
        try {
            decoder.writeInbound(Unpooled.wrappedBuffer(encoded.array(), encoded.from(), encoded.length()));
            List<Bytes> plain = new ArrayList<>();
            for (ByteBuf part = decoder.readInbound(); part != null; part = decoder.readInbound()) {
                byte[] bytes = new byte[part.readableBytes()];
                part.readBytes(bytes);
                part.release();
                out += bytes.length;
                plain.add(Bytes.of(bytes));
            }
            if (out > FREE_BYTES && out > in * MAX_RATIO) {
                throw new BombException("its stream grows more than " + MAX_RATIO + " times when it is decoded");
            }
            return plain;
        } catch (DecompressionException e) {
            throw new BombException("its stream is not what its encoding allows");
        }
    }

    public void close() {
        if (decoder != null) {
            decoder.finishAndReleaseAll();
        }
    }
}
