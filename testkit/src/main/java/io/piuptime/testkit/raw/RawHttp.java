package io.piuptime.testkit.raw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A client that sends whatever bytes it is given and reads what comes, each read with a deadline. */
public final class RawHttp implements AutoCloseable {
    private static final int MAX_LINE = 1 << 20;

    private final Socket socket;
    private final InputStream in;
    private final Duration patience;

    private RawHttp(Socket socket, Duration patience) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.patience = patience;
    }

    /** Connects to a loopback port; no read waits longer than the patience. */
    public static RawHttp connect(int port, Duration patience) {
        try {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    Math.toIntExact(patience.toMillis()));
            return new RawHttp(socket, patience);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Speaks over a socket that is connected already, TLS perhaps. */
    public static RawHttp over(Socket socket, Duration patience) {
        try {
            return new RawHttp(socket, patience);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON request with the headers that it needs. */
    public static String post(String path, String json, Header... more) {
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (Header header : more) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        return head + "Content-Type: application/json\r\nContent-Length: " + json.getBytes(UTF_8).length + "\r\n\r\n"
                + json;
    }

    public RawHttp send(String text) {
        return send(text.getBytes(UTF_8));
    }

    public RawHttp send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the bytes in pieces with a pause before each but the first. */
    public RawHttp sendSlowly(byte[] bytes, int piece, Duration pause) {
        for (int at = 0; at < bytes.length; at += piece) {
            if (at > 0) {
                Await.elapsed(pause);
            }
            send(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)));
        }
        return this;
    }

    /** Says that nothing more will be sent; reading goes on. */
    public RawHttp finish() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the connection with a reset instead of a goodbye. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next reply, interim ones (1xx) included; empty if the connection ends or is silent before its head is whole. */
    public Optional<Reply> reply() {
        return reply(false);
    }

    /**
     * As {@link #reply()}, for a request without content in its reply.
     *
     * @param bodiless whether the reply is to a HEAD request
     */
    public Optional<Reply> reply(boolean bodiless) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            Optional<String> statusLine = line(end);
            if (statusLine.isEmpty()) {
                return Optional.empty();
            }
            List<Header> headers = headers(end);
            int status = new Reply(statusLine.get(), headers, new Reply.Body(new byte[0]), true).status();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            boolean whole = bodiless || status < 200 || status == 204 || status == 304 || body(headers, body, end);
            return Optional.of(new Reply(statusLine.get(), headers, new Reply.Body(body.toByteArray()), whole));
        } catch (SocketTimeoutException | SocketException silentOrReset) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All replies until the connection ends or is silent: their count tells how many requests the server saw. */
    public List<Reply> replies() {
        List<Reply> replies = new ArrayList<>();
        for (Optional<Reply> next = reply(); next.isPresent(); next = reply()) {
            replies.add(next.get());
        }
        return replies;
    }

    /** All bytes until the connection ends or the time is over. */
    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (int next = read(end); next >= 0; next = read(end)) {
                all.write(next);
            }
        } catch (IOException silentOrReset) {
            return all.toByteArray();
        }
        return all.toByteArray();
    }

    /** Whether the peer ends the connection (goodbye or reset) within the patience; what it sends first is dropped. */
    public boolean isClosedByPeer() {
        long end = System.nanoTime() + patience.toNanos();
        try {
            int next = read(end);
            while (next >= 0) {
                next = read(end);
            }
            return true;
        } catch (SocketTimeoutException silent) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Header> headers(long end) throws IOException {
        List<Header> headers = new ArrayList<>();
        while (true) {
            String line = line(end).orElse("");
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            headers.add(
                    colon < 0
                            ? new Header(line, "")
                            : new Header(
                                    line.substring(0, colon),
                                    line.substring(colon + 1).strip()));
        }
    }

    /** Reads the body; false if it broke off. */
    private boolean body(List<Header> headers, ByteArrayOutputStream body, long end) throws IOException {
        try {
            if (Header.first(headers, "transfer-encoding")
                    .orElse("")
                    .toLowerCase(Locale.ROOT)
                    .contains("chunked")) {
                return chunks(body, end);
            }
            Optional<String> length = Header.first(headers, "content-length");
            return copy(body, length.isPresent() ? Long.parseLong(length.get()) : Long.MAX_VALUE, end)
                    || length.isEmpty();
        } catch (SocketException | SocketTimeoutException brokenOff) {
            return false;
        }
    }

    private boolean chunks(ByteArrayOutputStream body, long end) throws IOException {
        while (true) {
            Optional<String> size = line(end);
            if (size.isEmpty()) {
                return false;
            }
            int bytes = Integer.parseInt(size.get().split(";", 2)[0].strip(), 16);
            if (bytes == 0) {
                headers(end);
                return true;
            }
            if (!copy(body, bytes, end) || line(end).isEmpty()) {
                return false;
            }
        }
    }

    private boolean copy(ByteArrayOutputStream body, long bytes, long end) throws IOException {
        for (long i = 0; i < bytes; i++) {
            int next = read(end);
            if (next < 0) {
                return false;
            }
            body.write(next);
        }
        return true;
    }

    private Optional<String> line(long end) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = read(end); next >= 0; next = read(end)) {
            if (next == '\n') {
                String text = line.toString(ISO_8859_1);
                return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
            }
            if (line.size() >= MAX_LINE) {
                throw new IOException("line: over " + MAX_LINE + " bytes");
            }
            line.write(next);
        }
        return Optional.empty();
    }

    private int read(long end) throws IOException {
        if (in.available() == 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("patience: over");
            }
            socket.setSoTimeout(Math.toIntExact(left));
        }
        return in.read();
    }
}
