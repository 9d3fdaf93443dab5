package io.piuptime.testkit.raw;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/2 client that sends whatever frames it is given, and sorts by stream what comes. It lets the peer send without
 * end, but grants no more than it is told to.
 */
public final class RawHttp2 implements AutoCloseable {
    /** Types of frames. */
    public static final int DATA = 0;

    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    /** Flags of frames. */
    public static final int END_STREAM = 1;

    public static final int END_HEADERS = 4;

    private static final int PRIORITY = 32;
    private static final int ACK = 1;
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

    private final Socket socket;
    private final DataInputStream in;
    private final Duration patience;
    private final Http2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false, 1 << 20);
    private final Map<Integer, Stream> streams = new HashMap<>();
    private Http2Outcome.@Nullable End over;
    private long goodbye;
    private boolean settled;

    /** What came of a stream so far. */
    private static final class Stream {
        private final List<Header> headers = new ArrayList<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private Http2Outcome.@Nullable End end;
        private long code;
    }

    private RawHttp2(Socket socket, Duration patience) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.patience = patience;
    }

    /**
     * Connects in clear text to a loopback port that knows HTTP/2 before the first byte.
     *
     * @param window what the peer may send on a stream before it is granted more
     */
    public static RawHttp2 connect(int port, Duration patience, int window) {
        return over(SocketFactory.getDefault(), port, patience, window);
    }

    /** Connects over TLS to a loopback port that has a certificate of ours and agrees to HTTP/2. */
    public static RawHttp2 connect(int port, TestCertificate certificate, Duration patience, int window) {
        return over(certificate.trusting().getSocketFactory(), port, patience, window);
    }

    private static RawHttp2 over(SocketFactory sockets, int port, Duration patience, int window) {
        try {
            Socket socket = sockets.createSocket();
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    Math.toIntExact(patience.toMillis()));
            if (socket instanceof SSLSocket secure) {
                agree(secure);
            }
            RawHttp2 client = new RawHttp2(socket, patience);
            client.send(PREFACE);
            byte[] settings =
                    ByteBuffer.allocate(6).putShort((short) 4).putInt(window).array();
            client.frame(SETTINGS, 0, 0, settings);
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void agree(SSLSocket socket) throws IOException {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        if (!socket.getApplicationProtocol().equals("h2")) {
            throw new IOException("protocol: '" + socket.getApplicationProtocol() + "' (expected: 'h2')");
        }
    }

    /** As it is sent: nine bytes, then the payload. */
    public static byte[] bytes(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Headers as HPACK writes those that nobody has to remember. */
    public static byte[] block(Header... headers) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (Header header : headers) {
            block.write(0);
            literal(block, header.name());
            literal(block, header.value());
        }
        return block.toByteArray();
    }

    /** Sends bytes, or finds that the connection is gone. */
    public boolean send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    public boolean frame(int type, int flags, int stream, byte[] payload) {
        return send(bytes(type, flags, stream, payload));
    }

    /** Grants the peer more bytes; stream 0 is the connection. */
    public boolean grant(int stream, int more) {
        return frame(
                WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(more).array());
    }

    public boolean reset(int stream, int code) {
        return frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(code).array());
    }

    /** Opens a stream with a whole JSON request. */
    public boolean post(int stream, String path, String json, Header... more) {
        Header[] headers = new Header[more.length + 5];
        headers[0] = new Header(":method", "POST");
        headers[1] = new Header(":scheme", "http");
        headers[2] = new Header(":authority", "localhost");
        headers[3] = new Header(":path", path);
        System.arraycopy(more, 0, headers, 4, more.length);
        headers[more.length + 4] = new Header("content-type", "application/json");
        return frame(HEADERS, END_HEADERS, stream, block(headers))
                && frame(DATA, END_STREAM, stream, json.getBytes(UTF_8));
    }

    /** Waits until the peer has said what it allows, and agrees to it. */
    public boolean settle() {
        long end = System.nanoTime() + patience.toNanos();
        while (!settled && over == null && read(end)) {
            // the peer's settings come first
        }
        return settled;
    }

    /** What becomes of a stream: reads until it or the connection ends, or the patience does. */
    public Http2Outcome outcome(int stream) {
        long end = System.nanoTime() + patience.toNanos();
        Stream one = stream(stream);
        while (one.end == null && over == null && read(end)) {
            // the frames of other streams are kept for whoever asks for them
        }
        Http2Outcome.End how = one.end != null ? one.end : over != null ? over : Http2Outcome.End.OPEN;
        return new Http2Outcome(
                one.headers, new Reply.Body(one.body.toByteArray()), how, one.end != null ? one.code : goodbye);
    }

    /** What came of a stream's body, once so many bytes are there or nothing more comes. */
    public String received(int stream, int bytes) {
        long end = System.nanoTime() + patience.toNanos();
        Stream one = stream(stream);
        while (one.body.size() < bytes && one.end == null && over == null && read(end)) {
            // as above
        }
        return one.body.toString(UTF_8);
    }

    /** Whether the peer ends the connection within the patience. */
    public boolean isClosedByPeer() {
        long end = System.nanoTime() + patience.toNanos();
        while (over != Http2Outcome.End.CLOSED && !gone(end)) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
        }
        return true;
    }

    /** The code of the peer's goodbye; -1 if it said none. */
    public long goodbye() {
        return over == Http2Outcome.End.GOODBYE ? goodbye : -1;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After a goodbye the end of the connection itself is still to come. */
    private boolean gone(long end) {
        Http2Outcome.End said = over;
        boolean more = read(end);
        boolean closed = !more && over == Http2Outcome.End.CLOSED;
        if (said == Http2Outcome.End.GOODBYE) {
            over = said;
        }
        return closed;
    }

    /** Reads one frame; false when there is none. */
    private boolean read(long end) {
        try {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            socket.setSoTimeout(Math.toIntExact(left));
            int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(length);
            if (payload.length < length) {
                throw new EOFException();
            }
            take(type, flags, stream, payload);
            return true;
        } catch (SocketTimeoutException silent) {
            return false;
        } catch (IOException gone) {
            over = Http2Outcome.End.CLOSED;
            return false;
        }
    }

    private void take(int type, int flags, int number, byte[] payload) {
        Stream stream = stream(number);
        switch (type) {
            case HEADERS ->
                headers(
                        stream,
                        number,
                        (flags & PRIORITY) == 0 ? payload : Arrays.copyOfRange(payload, 5, payload.length));
            case DATA -> stream.body.writeBytes(payload);
            case RST_STREAM -> {
                stream.end = Http2Outcome.End.RESET;
                stream.code = ByteBuffer.wrap(payload).getInt();
            }
            case GOAWAY -> {
                over = Http2Outcome.End.GOODBYE;
                goodbye = ByteBuffer.wrap(payload).getInt(4);
            }
            case SETTINGS -> {
                if ((flags & ACK) == 0) {
                    settled = frame(SETTINGS, ACK, 0, new byte[0]);
                }
            }
            default -> {
                // pings' answers and grants change nothing here
            }
        }
        if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
            stream.end = Http2Outcome.End.WHOLE;
        }
    }

    private void headers(Stream stream, int number, byte[] block) {
        try {
            decoder.decodeHeaders(number, Unpooled.wrappedBuffer(block))
                    .forEach(header -> stream.headers.add(new Header(
                            header.getKey().toString(), header.getValue().toString())));
        } catch (Http2Exception e) {
            throw new IllegalStateException("headers of stream " + number + ": not readable", e);
        }
    }

    private Stream stream(int number) {
        return streams.computeIfAbsent(number, _ -> new Stream());
    }

    private static void literal(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length < 127) {
            block.write(bytes.length);
        } else {
            block.write(127);
            int rest = bytes.length - 127;
            while (rest >= 128) {
                block.write((rest & 127) | 128);
                rest >>= 7;
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }
}
