package io.piuptime.app.e2e.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A listener that counts who connects. It gives everybody the same answer and hangs up. */
final class Canary implements AutoCloseable {
    private static final String BODY = "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"here\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";

    private final ServerSocket server;
    private final AtomicInteger hits = new AtomicInteger();
    private volatile String lastHead = "";

    private Canary(ServerSocket server) {
        this.server = server;
        Thread.ofPlatform().daemon().name("canary").start(this::listen);
    }

    /** Listens at an address; on any port if it is 0. */
    static Canary at(String address, int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
            return new Canary(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    int hits() {
        return hits.get();
    }

    /** The head of the last request. */
    String lastHead() {
        return lastHead;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                hits.incrementAndGet();
                answer(socket);
            } catch (IOException _) {
                // whoever hung up was counted, and a closed listener ends the loop
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        socket.setSoTimeout(2000);
        byte[] request = new byte[16_384];
        int length = socket.getInputStream().read(request);
        lastHead = length <= 0 ? "" : new String(request, 0, length, StandardCharsets.ISO_8859_1);
        socket.getOutputStream()
                .write(("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: "
                                + BODY.length() + "\r\n\r\n" + BODY)
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
