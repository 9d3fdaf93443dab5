package io.piuptime.app.discovery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Asks a server on this machine for one path, within a time and a size. Ours and not a client of a library, as those bound the
 * time to the first byte and not that to the last.
 */
final class LoopbackHttp {
    private static final int LARGEST = 1 << 20;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final LongSupplier nanos;
    private final Duration patience;

    LoopbackHttp(LongSupplier nanos, Duration patience) {
        this.nanos = nanos;
        this.patience = patience;
    }

    /**
     * The body of a good answer; empty if it is another, or larger than a list of models can be.
     *
     * @throws InterruptedIOException if something listens there and is not done in time
     * @throws IOException if nothing listens there
     */
    Optional<byte[]> get(int port, String path) throws IOException {
        long end = nanos.getAsLong() + patience.toNanos();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), (int) patience.toMillis());
            // of HTTP/1.0, so that the answer does not come in chunks
            String request = "GET " + path + " HTTP/1.0\r\nHost: 127.0.0.1:" + port
                    + "\r\nAccept: application/json\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return body(answer(socket, end));
        }
    }

    private byte[] answer(Socket socket, long end) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        long needed = LARGEST + 1;
        boolean headRead = false;
        while (answer.size() < needed) {
            long left = Duration.ofNanos(end - nanos.getAsLong()).toMillis();
            if (left < 1) {
                throw new InterruptedIOException("no whole answer within " + patience.toMillis() + " ms");
            }
            socket.setSoTimeout((int) left);
            int read = in.read(piece);
            if (read < 0) {
                break;
            }
            answer.write(piece, 0, read);
            int head = headRead ? -1 : headEnd(answer.toByteArray());
            if (head > 0) {
                headRead = true;
                // the connection may stay open although all is there
                needed = Math.min(
                        needed,
                        length(answer.toByteArray(), head)
                                .map(length -> head + length)
                                .orElse(needed));
            }
        }
        return answer.toByteArray();
    }

    private static Optional<byte[]> body(byte[] answer) {
        int head = headEnd(answer);
        if (head < 0 || answer.length > LARGEST) {
            return Optional.empty();
        }
        String start = new String(answer, 0, Math.min(head, 12), StandardCharsets.ISO_8859_1);
        if (!start.startsWith("HTTP/1.") || !start.endsWith(" 200")) {
            return Optional.empty();
        }
        int end = length(answer, head)
                .map(length -> (int) Math.min(answer.length, head + length))
                .orElse(answer.length);
        return Optional.of(Arrays.copyOfRange(answer, head, end));
    }

    private static Optional<Long> length(byte[] answer, int head) {
        return new String(answer, 0, head, StandardCharsets.ISO_8859_1)
                .lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .map(line -> line.substring("content-length:".length()).strip())
                .filter(digits -> digits.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .findFirst();
    }

    private static int headEnd(byte[] bytes) {
        for (int at = 0; at + END_OF_HEAD.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
                return at + END_OF_HEAD.length;
            }
        }
        return -1;
    }
}
