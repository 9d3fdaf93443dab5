package io.piuptime.testkit.wall.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A connection to a client, as raw as a fault needs it. */
public final class Line {
    private static final String STREAM_HEADERS =
            "Content-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /**
     * Takes a connection over.
     *
     * @param in the socket's input, buffered
     */
    public Line(Socket socket, InputStream in) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
    }

    /** Sends a reply of JSON. */
    public void json(int status, String headers, String body) throws IOException {
        head(status, headers, body.getBytes(UTF_8).length);
        send(body);
    }

    /** Sends the head of a reply of JSON whose body is so long. */
    public void head(int status, String headers, int length) throws IOException {
        send("HTTP/1.1 " + status + " " + reason(status) + "\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: " + length + "\r\n\r\n");
    }

    /** Sends the head of an event stream. */
    public void streamHead() throws IOException {
        send("HTTP/1.1 200 OK\r\n" + STREAM_HEADERS + "\r\n");
    }

    /** Sends an event in a chunk of its own. */
    public void event(String data) throws IOException {
        String frame = "data: " + data + "\n\n";
        send(Integer.toHexString(frame.getBytes(UTF_8).length) + "\r\n" + frame + "\r\n");
    }

    /** Ends a stream as HTTP wants it. */
    public void streamEnd() throws IOException {
        send("0\r\n\r\n");
    }

    public void send(String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    /** Waits; returns false as soon as the client hangs up. */
    public boolean waits(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        socket.setSoTimeout(Math.toIntExact(Math.max(1, time.toMillis())));
        try {
            in.mark(1);
            if (in.read() < 0) {
                return false;
            }
            // The client's next request: it is read when this one is answered.
            in.reset();
            Await.elapsed(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        } catch (SocketTimeoutException over) {
            return true;
        } finally {
            socket.setSoTimeout(0);
        }
        return true;
    }

    /** Ends the connection with a goodbye. */
    public void cut() throws IOException {
        socket.close();
    }

    /** Ends the connection with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 302 -> "Found";
            case 401 -> "Unauthorized";
            case 402 -> "Payment Required";
            case 404 -> "Not Found";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Status";
        };
    }
}
