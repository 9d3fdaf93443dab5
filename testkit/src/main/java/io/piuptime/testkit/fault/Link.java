package io.piuptime.testkit.fault;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A client's connection and the one to the server behind it. */
final class Link {
    private final Socket client;
    private final Socket server;
    private final Consumer<Link> gone;
    private final AtomicInteger ended = new AtomicInteger();

    Link(Socket client, Socket server, Consumer<Link> gone) {
        this.client = client;
        this.server = server;
        this.gone = gone;
    }

    void start(Dial upstream, Dial downstream) {
        new Pipe(client, server, upstream, this).start();
        new Pipe(server, client, downstream, this).start();
    }

    void directionEnded() {
        if (ended.incrementAndGet() == 2) {
            end(false);
        }
    }

    void reset() {
        end(true);
    }

    void end(boolean reset) {
        for (Socket socket : new Socket[] {client, server}) {
            try {
                if (reset) {
                    socket.setSoLinger(true, 0);
                }
                socket.close();
            } catch (IOException closedAlready) {
                // The other end was quicker.
            }
        }
        gone.accept(this);
    }
}
