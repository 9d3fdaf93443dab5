package io.piuptime.bench.subject;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Free ports for processes that cannot be asked which one they took. */
public final class Ports {
    private Ports() {}

    public static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
