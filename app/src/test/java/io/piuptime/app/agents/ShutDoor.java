package io.piuptime.app.agents;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that lets nobody through, and remembers where they wanted to go. */
final class ShutDoor implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> knocks = new CopyOnWriteArrayList<>();

    private ShutDoor(ServerSocket server) {
        this.server = server;
    }

    static ShutDoor open() throws IOException {
        ShutDoor door = new ShutDoor(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(door::keep);
        return door;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** The first lines of what was asked of it. */
    List<String> knocks() {
        return List.copyOf(knocks);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void keep() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.setSoTimeout(1000);
                var reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                String line = reader.readLine();
                knocks.add(line == null ? "" : line);
                socket.getOutputStream()
                        .write("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException _) {
                // a visitor who said nothing, or the end
            }
        }
    }
}
