package io.piuptime.testkit.fault;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** A TCP proxy on loopback whose faults are switched while it runs. Upstream means towards the server. */
public final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final long SEED = 1;

    private final InetSocketAddress target;
    private final Dial upstream;
    private final Dial downstream;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Set<Socket> swallowed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final int port;
    private volatile ServerSocket listener;
    private volatile boolean blackHole;

    private FaultProxy(int port, InetSocketAddress target, RandomGenerator random) throws IOException {
        this.target = target;
        this.upstream = new Dial(random);
        this.downstream = new Dial(random);
        this.listener = bind(port);
        this.port = listener.getLocalPort();
    }

    /** Starts one on a free port before a loopback port. */
    public static FaultProxy to(int targetPort) {
        return to(0, targetPort, new SplittableRandom(SEED));
    }

    /**
     * Starts one.
     *
     * @param port 0 = a free one
     * @param random draws the jitter
     */
    public static FaultProxy to(int port, int targetPort, RandomGenerator random) {
        requireNonNull(random, "random");
        try {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            FaultProxy proxy = new FaultProxy(port, new InetSocketAddress(loopback, targetPort), random);
            proxy.accept(proxy.listener);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** Sets what happens to the bytes towards the server, on open connections too. */
    public FaultProxy upstream(Toxics toxics) {
        upstream.turn(requireNonNull(toxics, "toxics"));
        return this;
    }

    /** Sets what happens to the bytes towards the client, on open connections too. */
    public FaultProxy downstream(Toxics toxics) {
        downstream.turn(requireNonNull(toxics, "toxics"));
        return this;
    }

    /** Freezes or thaws both directions. */
    public FaultProxy frozen(boolean frozen) {
        upstream.turn(upstream.now().withFrozen(frozen));
        downstream.turn(downstream.now().withFrozen(frozen));
        return this;
    }

    /** New connections are accepted and never answered, or served again. */
    public FaultProxy blackHole(boolean on) {
        blackHole = on;
        return this;
    }

    /** Refuses new connections and resets the open ones. */
    public void down() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        resetAll();
    }

    /** Listens again on the same port. */
    public void up() {
        try {
            listener = bind(port);
            accept(listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resets all open connections. */
    public void resetAll() {
        links.forEach(Link::reset);
        swallowed.forEach(FaultProxy::closeQuietly);
        swallowed.clear();
    }

    public int openConnections() {
        return links.size();
    }

    /** Connections accepted since the start, swallowed ones included. */
    public int accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        upstream.turn(Toxics.NONE);
        downstream.turn(Toxics.NONE);
        down();
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return socket;
    }

    private void accept(ServerSocket socket) {
        Thread.ofVirtual().name("fault-accept").start(() -> {
            while (!socket.isClosed()) {
                try {
                    connect(socket.accept());
                } catch (IOException closed) {
                    // Down, or a client that left at once; the loop's condition tells which.
                }
            }
        });
    }

    private void connect(Socket client) throws IOException {
        accepted.incrementAndGet();
        if (blackHole) {
            swallowed.add(client);
            return;
        }
        Socket server = new Socket();
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(target);
        } catch (IOException refused) {
            new Link(client, server, links::remove).reset();
            return;
        }
        Link link = new Link(client, server, links::remove);
        links.add(link);
        link.start(upstream, downstream);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // Nothing is left to close.
        }
    }
}
