package io.piuptime.testkit.wall;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.wall.wire.Line;
import io.piuptime.testkit.wall.wire.RequestReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;

/**
 * A provider on a free loopback port that speaks OpenAI's chat format and fails on purpose. The model's name chooses the
 * fault ({@link Faults}); what it does, it writes down. It serves sockets itself, because a framework would not let it
 * reset, stall or cut a connection at the byte where a fault wants it.
 */
public final class Wall implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final ServerSocket listener;
    private final Attempts attempts = new Attempts(System::nanoTime);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Timing timing;
    private volatile boolean out;

    private Wall(ServerSocket listener, Timing timing) {
        this.listener = listener;
        this.timing = timing;
    }

    /** Starts one. */
    public static Wall start(Timing timing) {
        requireNonNull(timing, "timing");
        try {
            Wall wall = new Wall(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), timing);
            Thread.ofVirtual().name("wall-accept").start(wall::accept);
            return wall;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** {@code http://127.0.0.1:port/v1}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port() + "/v1");
    }

    /** Forgets all attempts and starts its clock anew: what fails once fails once more. */
    public Wall reset() {
        attempts.reset();
        return this;
    }

    /** Sets how long faults last from now on. */
    public Wall timing(Timing next) {
        timing = requireNonNull(next, "next");
        return this;
    }

    public Timing timing() {
        return timing;
    }

    /** Begins or ends an outage: every model answers 503 meanwhile, whatever its name. */
    public Wall outage(boolean begins) {
        out = begins;
        return this;
    }

    /** The attempts since the last reset, in the order in which they came. */
    public List<Attempt> attempts() {
        return attempts.list();
    }

    public int openConnections() {
        return open.size();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.ofVirtual().name("wall").start(() -> serve(socket));
            } catch (IOException closed) {
                // Closed, or a client that left at once; the loop's condition tells which.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            RequestReader reader = new RequestReader(in);
            Line line = new Line(socket, in);
            boolean goesOn = true;
            while (goesOn) {
                Optional<RequestReader.Request> request = reader.next();
                goesOn = request.isPresent() && answer(request.get(), line);
            }
        } catch (IOException | NumberFormatException gone) {
            // The client left, or sent what is no HTTP: nobody is there to be told.
        } finally {
            open.remove(socket);
        }
    }

    private boolean answer(RequestReader.Request request, Line line) throws IOException {
        if (!request.method().equals("POST") || !request.path().endsWith("/chat/completions")) {
            Refusals.UNKNOWN.send(line, "");
            return request.keepsAlive();
        }
        Chat chat;
        try {
            chat = Chat.read(request.body(), request.header("authorization"));
        } catch (JacksonException e) {
            Refusals.UNREADABLE.send(line, "");
            return request.keepsAlive();
        }
        Timing now = timing;
        Visit visit = new Visit(chat, attempts.open(chat), now, line, () -> attempts.isWithin(now.flapDown()));
        Fault fault = out
                ? Refusals.always(Refusals.OVERLOADED)
                : Faults.of(chat).orElseGet(() -> Refusals.always(Refusals.UNKNOWN));
        return fault.play(visit) && request.keepsAlive();
    }
}
