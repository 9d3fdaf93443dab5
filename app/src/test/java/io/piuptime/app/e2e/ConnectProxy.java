package io.piuptime.app.e2e;

import io.piuptime.testkit.raw.Header;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy for HTTPS on loopback: it tunnels every CONNECT to one port, whatever host is asked for, or refuses all. */
final class ConnectProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final String refusal;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private ConnectProxy(int target, String refusal) {
        this.target = target;
        this.refusal = refusal;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    static ConnectProxy to(int port) {
        return new ConnectProxy(port, "");
    }

    /** One that answers every CONNECT with a status instead. */
    static ConnectProxy refusing(String status) {
        return new ConnectProxy(0, status);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The request lines that came. */
    List<String> asked() {
        return heads.stream().map(head -> head.lines().findFirst().orElse("")).toList();
    }

    /** A header of the last request. */
    Optional<String> header(String name) {
        return Header.first(
                heads.getLast()
                        .lines()
                        .filter(line -> line.contains(": "))
                        .map(line -> new Header(
                                line.substring(0, line.indexOf(": ")), line.substring(line.indexOf(": ") + 2)))
                        .toList(),
                name);
    }

    @Override
    public void close() {
        close(listener);
        open.forEach(ConnectProxy::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try {
            heads.add(head(client.getInputStream()));
            if (!refusal.isEmpty()) {
                answer(client, refusal + "\r\ncontent-length: 0");
                return;
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(server);
            answer(client, "200 Connected");
            Thread.ofVirtual().start(() -> pipe(server, client));
            pipe(client, server);
        } catch (IOException gone) {
            close(client);
        }
    }

    private static void answer(Socket client, String status) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || head.length() > 8192) {
                throw new IOException("no head of a request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void pipe(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            // both sides end below
        }
        close(from);
        close(to);
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception closedAlready) {
            // nothing is left to close
        }
    }
}
