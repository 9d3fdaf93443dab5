package io.piuptime.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.Asked;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One request as it came to the fake, and what became of its sender. Read from any thread. */
public final class Received {
    private static final int KEPT = 16 << 20;

    private final int number;
    private final int connection;
    private final String method;
    private final String target;
    private final String version;
    private final List<Header> headers;
    private final LongSupplier nanos;
    private final long headAt;
    private final Buffer kept = Buffer.buffer();
    private final MessageDigest digest;
    private final CountDownLatch complete = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private long length;
    private byte[] body = new byte[0];
    private volatile long closedAt;

    Received(int number, int connection, Line line, List<Header> headers, LongSupplier nanos) {
        this.number = number;
        this.connection = connection;
        this.method = line.method();
        this.target = line.target();
        this.version = line.version();
        this.headers = List.copyOf(headers);
        this.nanos = requireNonNull(nanos, "nanos");
        this.headAt = nanos.getAsLong();
        this.digest = sha256();
    }

    /** The request line. */
    record Line(String method, String target, String version) {}

    /** Counts the fake's requests from 0. */
    public int number() {
        return number;
    }

    /** Counts the fake's connections from 0: requests on the same one were sent over a kept connection. */
    public int connection() {
        return connection;
    }

    public String method() {
        return method;
    }

    /** Path and query as they stood on the wire. */
    public String target() {
        return target;
    }

    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** {@code HTTP/1.1} or {@code HTTP/2}. */
    public String version() {
        return version;
    }

    /** The headers in their order and letters. */
    public List<Header> headers() {
        return headers;
    }

    public Optional<String> header(String name) {
        return Header.first(headers, name);
    }

    /** The body, of which the first 16 MiB are kept; empty until it is complete. */
    public byte[] body() {
        return isComplete() ? body.clone() : new byte[0];
    }

    public String text() {
        return new String(body(), UTF_8);
    }

    /** Bytes of the body, those that are not kept included. */
    public long bodyLength() {
        return isComplete() ? length : 0;
    }

    /** SHA-256 of the whole body in hexadecimal; empty until it is complete. */
    public String bodySha256() {
        return isComplete() ? HexFormat.of().formatHex(sha()) : "";
    }

    /** What the request asks, as far as a reply needs to know. */
    public Asked asked() {
        return Asked.of(isComplete() ? body : new byte[0], header("x-marker"));
    }

    /** Whether the whole body has come. */
    public boolean isComplete() {
        return complete.getCount() == 0;
    }

    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** When the head was there, on the fake's clock of nanoseconds. */
    public long headAtNanos() {
        return headAt;
    }

    /** When the sender was gone, on the fake's clock of nanoseconds; 0 = it is still there. */
    public long closedAtNanos() {
        return closedAt;
    }

    /** Waits for the whole body. */
    public boolean awaitComplete(Duration within) throws InterruptedException {
        return complete.await(within.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits until the fake has sent all that its script wants. */
    public boolean awaitAnswered(Duration within) throws InterruptedException {
        return answered.await(within.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits until the request's connection is closed, or on HTTP/2 its stream reset. */
    public boolean awaitClosed(Duration within) throws InterruptedException {
        return closed.await(within.toNanos(), TimeUnit.NANOSECONDS);
    }

    void add(Buffer bytes) {
        length += bytes.length();
        digest.update(bytes.getBytes());
        int room = KEPT - kept.length();
        if (room > 0) {
            kept.appendBuffer(bytes, 0, Math.min(room, bytes.length()));
        }
    }

    void complete() {
        body = kept.getBytes();
        complete.countDown();
    }

    void answered() {
        answered.countDown();
    }

    void closed() {
        if (!isClosed()) {
            closedAt = nanos.getAsLong();
            closed.countDown();
        }
    }

    @Override
    public String toString() {
        return "#" + number + " " + method + " " + target + " " + version;
    }

    private byte[] sha() {
        try {
            return ((MessageDigest) digest.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
