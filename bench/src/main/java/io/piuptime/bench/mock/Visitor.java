package io.piuptime.bench.mock;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.piuptime.testkit.load.MessageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One connection to the provider and the reply that is under way on it. */
final class Visitor implements MessageReader.Events {
    /** Enough of a body to find the wish in it. */
    private static final int KEPT = 512;

    /** Begins what is asked in Anthropic's words; everything else is OpenAI's. */
    private static final String MESSAGES = "POST /v1/messages ";

    private static final byte[] JSON_HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: req_bench\r\ncontent-length: 1024\r\n\r\n"
                    .getBytes(UTF_8);
    private static final byte[] STREAM_HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nx-request-id: req_bench\r\ntransfer-encoding: chunked\r\n\r\n"
                    .getBytes(UTF_8);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(UTF_8);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final BenchUpstream upstream;
    private final MessageReader reader = new MessageReader(this);
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    private final byte[] body = new byte[KEPT];
    private int bodyLength;
    private boolean messages;
    private List<byte[]> frames = List.of();
    private int nextFrame;
    private long gapNanos;

    Visitor(SocketChannel channel, Selector selector, BenchUpstream upstream) throws IOException {
        this.channel = channel;
        this.upstream = upstream;
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    boolean isGone() {
        return !channel.isOpen();
    }

    /** Reads and answers; closes a connection that ended or speaks no HTTP. */
    void read(ByteBuffer buffer, byte[] bytes) {
        try {
            buffer.clear();
            int length = channel.read(buffer);
            if (length < 0) {
                close();
                return;
            }
            buffer.flip().get(bytes, 0, length);
            reader.feed(bytes, 0, length);
        } catch (IOException | IllegalArgumentException e) {
            close();
        }
    }

    /** Sends what the socket did not take before. */
    void write() {
        try {
            while (!unsent.isEmpty()) {
                ByteBuffer first = unsent.getFirst();
                channel.write(first);
                if (first.hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                    return;
                }
                unsent.removeFirst();
            }
            key.interestOps(SelectionKey.OP_READ);
        } catch (IOException e) {
            close();
        }
    }

    /** Sends the next frame of a stream that is due; with the last token come the frames that end it. */
    void frameDue(long due) {
        boolean last = nextFrame >= frames.size() - Replies.FRAMES_AROUND + 1;
        int until = last ? frames.size() : nextFrame + 1;
        sendFrames(until, last, new byte[0]);
        if (!last) {
            upstream.schedule(this, due + gapNanos);
        }
    }

    @Override
    public void head(byte[] head, int length) {
        messages = MESSAGES.equals(new String(head, 0, Math.min(length, MESSAGES.length()), ISO_8859_1));
        bodyLength = 0;
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        int taken = Math.min(to - from, KEPT - bodyLength);
        System.arraycopy(bytes, from, body, bodyLength, taken);
        bodyLength += taken;
    }

    @Override
    public void end() {
        Wish wish = Wish.of(body, bodyLength);
        if (wish.tokens() == 0) {
            send(join(JSON_HEAD, messages ? Messages.json(wish.marker()) : Replies.json(wish.marker())));
            return;
        }
        frames =
                messages ? Messages.frames(wish.marker(), wish.tokens()) : Replies.frames(wish.marker(), wish.tokens());
        nextFrame = 0;
        gapNanos = TimeUnit.MILLISECONDS.toNanos(wish.gapMillis());
        boolean all = gapNanos == 0;
        sendFrames(all ? frames.size() : 2, all, STREAM_HEAD);
        if (!all) {
            upstream.schedule(this, System.nanoTime() + gapNanos);
        }
    }

    private void sendFrames(int until, boolean last, byte[] head) {
        byte[] bytes = head;
        for (; nextFrame < until; nextFrame++) {
            byte[] frame = frames.get(nextFrame);
            bytes = join(
                    bytes, (Integer.toHexString(frame.length) + "\r\n").getBytes(UTF_8), frame, new byte[] {'\r', '\n'
                    });
        }
        send(last ? join(bytes, LAST_CHUNK) : bytes);
    }

    private void send(byte[] bytes) {
        unsent.addLast(ByteBuffer.wrap(bytes));
        write();
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException closedAlready) {
            // Nothing is left to close.
        }
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
