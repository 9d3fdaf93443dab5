package io.piuptime.gateway.accept.repeat;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.exchange.Refusal;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The answers of this process that were asked for with an idempotency key: those under way, and those that ended lately.
 * Safe for threads: its monitor guards all its recordings, is held for a few copies at most, and never while anyone is told.
 */
public final class Answers {
    /** What an entry takes beside its bytes, roughly. */
    static final int OVERHEAD = 512;

    private final LongSupplier nanos;
    private final Map<Asking, Recording> current = new HashMap<>();
    private final ArrayDeque<Recording> ended = new ArrayDeque<>();
    private Bounds bounds;
    private long held;

    public Answers(LongSupplier nanos, Bounds bounds) {
        this.nanos = requireNonNull(nanos, "nanos");
        this.bounds = requireNonNull(bounds, "bounds");
    }

    /** Other bounds are in force from now on. */
    public synchronized void bound(Bounds next) {
        bounds = requireNonNull(next, "next");
        sweep();
        makeRoom(0);
    }

    public synchronized Bounds bounds() {
        return bounds;
    }

    /**
     * Says what becomes of a request.
     *
     * @param exchange id of the exchange that asks
     * @param follower is told of the answer if it was asked for before
     */
    public synchronized Claim claim(Asking asking, Fingerprint fingerprint, String exchange, Follower follower) {
        sweep();
        Recording known = current.get(asking);
        if (known == null) {
            Recording first = new Recording(this, asking, fingerprint, exchange);
            current.put(asking, first);
            return new Claim.First(first);
        }
        if (!known.fingerprint().equals(fingerprint)) {
            return new Claim.Refused(new Refusal.KeyReused(
                    "Idempotency-Key: used before for a different request (expected: a key of its own for each"
                            + " request)"));
        }
        if (!known.follow(follower)) {
            return new Claim.Refused(tooLarge());
        }
        return new Claim.Again(known);
    }

    /** Forgets what was kept for long enough. */
    public synchronized void sweep() {
        long now = nanos.getAsLong();
        while (!ended.isEmpty()
                && now - ended.getFirst().endedAt() >= bounds.keep().toNanos()) {
            forget(ended.removeFirst());
        }
    }

    /** Bytes that the answers take. */
    public synchronized long held() {
        return held;
    }

    /** Answers under way and kept. */
    public synchronized int size() {
        return current.size();
    }

    static Refusal tooLarge() {
        return new Refusal.KeyInUse(
                "Idempotency-Key: the answer to the first request with this key is too large to be shared, and still"
                        + " under way (expected: a request after its end)");
    }

    /** Whether so many more bytes may be held for a recording that holds some already; older ones make room. */
    synchronized boolean take(long already, long more) {
        if (already + more > bounds.largest()) {
            return false;
        }
        makeRoom(more);
        if (held + more > bounds.memory()) {
            return false;
        }
        held += more;
        return true;
    }

    synchronized void giveBack(long bytes) {
        held -= bytes;
    }

    /** An answer is complete, and later requests get it. */
    synchronized void keep(Recording recording) {
        ended.addLast(recording);
    }

    /** Later requests are asked afresh. */
    synchronized void forget(Recording recording) {
        if (current.remove(recording.asking(), recording)) {
            recording.forgotten();
        }
    }

    long now() {
        return nanos.getAsLong();
    }

    private void makeRoom(long more) {
        while (!ended.isEmpty() && held + more > bounds.memory()) {
            forget(ended.removeFirst());
        }
    }
}
