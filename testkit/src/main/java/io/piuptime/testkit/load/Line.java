package io.piuptime.testkit.load;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection of a load and the exchange on it. */
final class Line implements MessageReader.Events {
    private final Load load;
    private final LoadReport report;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final MessageReader reader = new MessageReader(this);
    private @Nullable ReplyCheck check;
    private ByteBuffer[] unsent = {};
    private long start;
    private long lastFrame;
    private boolean firstSeen;
    private boolean lastReply;
    private long now;

    private Line(Load load, LoadReport report, SocketChannel channel, Selector selector) throws IOException {
        this.load = load;
        this.report = report;
        this.channel = channel;
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    static Line connect(Load load, LoadReport report, Selector selector) throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), load.port()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return new Line(load, report, channel, selector);
    }

    boolean isBusy() {
        return check != null;
    }

    /** Whether another request can be sent. */
    boolean isOpen() {
        return channel.isOpen() && !lastReply;
    }

    /** Sends a request that should have been sent at that time. */
    void send(long marker, long intended) {
        check = new ReplyCheck(load, marker);
        start = intended;
        lastFrame = 0;
        firstSeen = false;
        unsent = load.request().buffers(marker);
        write();
    }

    /** Sends what the socket takes now. */
    void write() {
        try {
            channel.write(unsent);
            boolean done = !unsent[unsent.length - 1].hasRemaining();
            key.interestOps(done ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } catch (IOException e) {
            // The server may have answered before it stopped reading: the next read tells.
            if (key.isValid()) {
                key.interestOps(SelectionKey.OP_READ);
            }
        }
    }

    /** Reads what is there; returns whether an exchange came to its end, good or bad. */
    boolean read(ByteBuffer buffer, byte[] bytes, long readAt) {
        boolean wasBusy = isBusy();
        now = readAt;
        try {
            buffer.clear();
            int length = channel.read(buffer);
            if (length < 0) {
                fail("closed");
            } else {
                buffer.flip().get(bytes, 0, length);
                reader.feed(bytes, 0, length);
            }
        } catch (IOException e) {
            fail("closed");
        } catch (IllegalArgumentException e) {
            fail("garbage");
        }
        return wasBusy && !isBusy();
    }

    /** Gives up an exchange that takes too long; returns whether it did. */
    boolean expire(long at) {
        if (!isBusy() || at - start < load.patience().toNanos()) {
            return false;
        }
        fail("timeout");
        return true;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException closedAlready) {
            // Nothing is left to close.
        }
    }

    @Override
    public void head(byte[] head, int length) {
        current().head(head, length);
        lastReply = hasClose(head, length);
        if (load.frames() == 0) {
            report.first(now - start);
        }
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        ReplyCheck current = current();
        int frames = current.body(bytes, from, to);
        if (frames == 0) {
            return;
        }
        if (!firstSeen && current.hasContent()) {
            firstSeen = true;
            report.first(now - start);
        }
        if (lastFrame != 0) {
            report.gap(now - lastFrame);
        }
        lastFrame = now;
    }

    @Override
    public void end() {
        ReplyCheck current = current();
        check = null;
        report.status(current.status());
        Optional<String> wrong = current.verdict();
        if (wrong.isPresent()) {
            report.error(wrong.get());
        } else {
            report.completed(now - start, current.frames());
        }
        if (lastReply) {
            close();
        }
    }

    private ReplyCheck current() {
        if (check == null) {
            throw new IllegalArgumentException("reply: nobody asked for it");
        }
        return requireNonNull(check);
    }

    private void fail(String kind) {
        if (isBusy()) {
            report.error(kind);
        }
        check = null;
        close();
    }

    private static boolean hasClose(byte[] head, int length) {
        // Looks for "connection: close"; the word elsewhere in a head costs a new connection and nothing else.
        for (int at = length - 5; at > 12; at--) {
            if ((head[at] | 0x20) == 'c'
                    && (head[at + 1] | 0x20) == 'l'
                    && (head[at + 2] | 0x20) == 'o'
                    && (head[at + 3] | 0x20) == 's'
                    && (head[at + 4] | 0x20) == 'e') {
                return true;
            }
        }
        return false;
    }
}
