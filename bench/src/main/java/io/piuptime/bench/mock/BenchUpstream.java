package io.piuptime.bench.mock;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The provider of the benchmark: one thread, rendered replies, keep-alive, no delay but the one asked for. */
public final class BenchUpstream implements AutoCloseable {
    private static final int READ = 65_536;
    private static final int BACKLOG = 4096;

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final PriorityQueue<Due> dues = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ);
    private final byte[] bytes = new byte[READ];
    private volatile boolean closing;

    private BenchUpstream() throws IOException {
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** A frame and when it is to be sent. */
    private record Due(long at, Visitor visitor) {}

    public static BenchUpstream start() throws IOException {
        BenchUpstream upstream = new BenchUpstream();
        Thread.ofPlatform().name("bench-upstream").daemon().start(upstream::serve);
        return upstream;
    }

    public int port() {
        return listener.socket().getLocalPort();
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
    }

    void schedule(Visitor visitor, long at) {
        dues.add(new Due(at, visitor));
    }

    private void serve() {
        try {
            while (!closing) {
                select();
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(key);
                }
                selector.selectedKeys().clear();
                sendDue();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new IllegalStateException("bench upstream: broken", e);
        }
    }

    private void select() throws IOException {
        Due next = dues.peek();
        if (next == null) {
            selector.select();
            return;
        }
        long millis = (next.at() - System.nanoTime() + 500_000) / 1_000_000;
        if (millis <= 0) {
            selector.selectNow();
        } else {
            selector.select(millis);
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (key.isValid() && key.isAcceptable()) {
            accept();
            return;
        }
        Visitor visitor = (Visitor) requireNonNull(key.attachment());
        if (key.isValid() && key.isWritable()) {
            visitor.write();
        }
        if (key.isValid() && key.isReadable()) {
            visitor.read(buffer, bytes);
        }
    }

    private void accept() throws IOException {
        for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Visitor visitor = new Visitor(channel, selector, this);
            visitor.read(buffer, bytes);
        }
    }

    private void sendDue() {
        long now = System.nanoTime();
        for (Due due = dues.peek(); due != null && due.at() - now <= 0; due = dues.peek()) {
            dues.remove();
            if (!due.visitor().isGone()) {
                due.visitor().frameDue(due.at());
            }
        }
    }
}
