package io.piuptime.gateway.accept.body;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.budget.ByteBudget;
import io.piuptime.gateway.send.Ticker;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads a body that has to be whole before it goes on, within its limits of size, time and the memory of all. */
public final class HeldBody extends Ticker.Item {
    private static final int FIRST_CAPACITY = 16 << 10;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final HttpServerRequest request;
    private final Ticker ticker;
    private final ByteBudget buffers;
    private final Limits limits;
    private final Pace pace;
    private final Consumer<Bytes> whole;
    private final Consumer<Refusal> refused;

    private byte[] held = new byte[0];
    private int size;
    private long reserved;
    private boolean over;

    public HeldBody(
            HttpServerRequest request,
            Ticker ticker,
            ByteBudget buffers,
            Limits limits,
            Pace pace,
            Consumer<Bytes> whole,
            Consumer<Refusal> refused) {
        this.request = request;
        this.ticker = ticker;
        this.buffers = buffers;
        this.limits = limits;
        this.pace = pace;
        this.whole = whole;
        this.refused = refused;
    }

    public void read() {
        long announced = announced(request);
        if (announced > limits.jsonBody()) {
            refuse(tooLarge(announced));
            return;
        }
        ticker.add(this);
        request.handler(this::chunk);
        request.endHandler(_ -> end());
    }

    /** Gives the memory back; the body must not be used afterwards. */
    public void release() {
        stop();
        buffers.giveBack(reserved);
        reserved = 0;
        held = new byte[0];
    }

    /** Bytes that arrived. */
    public int size() {
        return size;
    }

    static long announced(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        return length == null ? -1 : Long.parseLong(length);
    }

    @Override
    protected void tick(long now) {
        pace.late(now, size).ifPresent(this::refuse);
    }

    private void chunk(Buffer buffer) {
        if (over) {
            return;
        }
        Bytes bytes = Buffers.bytes(buffer);
        long total = (long) size + bytes.length();
        if (total > limits.jsonBody()) {
            refuse(tooLarge(total));
            return;
        }
        if (size == 0 && total == announced(request)) {
            // the whole body in one piece, as most are: it is kept where it lies
            if (reserve(bytes.length())) {
                size = bytes.length();
                stop();
                whole.accept(bytes);
            }
            return;
        }
        if (total > held.length && !grow((int) total)) {
            return;
        }
        System.arraycopy(bytes.array(), bytes.from(), held, size, bytes.length());
        size = (int) total;
    }

    private boolean grow(int needed) {
        long announced = announced(request);
        long doubled = Math.max(FIRST_CAPACITY, Math.max(needed, 2L * held.length));
        int capacity = (int) Math.min(doubled, announced >= needed ? announced : limits.jsonBody());
        int before = held.length;
        if (!reserve(capacity)) {
            return false;
        }
        held = Arrays.copyOf(held, capacity);
        buffers.giveBack(before);
        reserved -= before;
        return true;
    }

    private boolean reserve(int bytes) {
        if (!buffers.take(bytes, limits.buffers())) {
            refuse(new Refusal.Overloaded(
                    "The gateway holds as many bytes of requests as it may (" + limits.buffers() + "); try again.",
                    RETRY_AFTER));
            return false;
        }
        reserved += bytes;
        return true;
    }

    private void end() {
        if (!over) {
            stop();
            whole.accept(new Bytes(held, 0, size));
        }
    }

    private void refuse(Refusal refusal) {
        if (!over) {
            release();
            refused.accept(refusal);
        }
    }

    private void stop() {
        over = true;
        ticker.remove(this);
    }

    private Refusal tooLarge(long bytes) {
        return new Refusal.TooLarge("body: " + bytes + " bytes (expected: at most " + limits.jsonBody() + ")");
    }
}
