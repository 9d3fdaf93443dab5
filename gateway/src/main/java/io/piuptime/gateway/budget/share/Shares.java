package io.piuptime.gateway.budget.share;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The keeper of this node's part of all limits: one thread that talks to the store, so that no exchange has to. It asks at
 * once for what somebody waits for, and each second looks over what is held. When the store has not answered a few times, the
 * node goes on alone, with its part of each limit, until the store answers again.
 */
public final class Shares implements AutoCloseable {
    private static final int BATCH = 512;
    private static final int MOST_BATCHES = 64;
    private static final int FAILURES = 3;
    private static final long REVIEW = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

    private final String node;
    private final ShareStore store;
    private final Leases leases;
    private final StoreClock clock;
    private final LongSupplier nanos;
    private final Thread thread;

    private int failures;
    private int nodes;
    private OptionalLong era = OptionalLong.empty();
    private long reviewed;
    private long pausedUntil;
    private volatile boolean alone;
    private volatile boolean over;
    private volatile boolean wanted;
    private volatile long unanswered;

    /**
     * A keeper that does nothing before it is started.
     *
     * @param node a name that no node had before
     * @param nodes how many there are thought to be, before the store has said so
     */
    public Shares(String node, int nodes, ShareStore store, Leases leases, StoreClock clock, LongSupplier nanos) {
        this.node = requireNonNull(node, "node");
        this.nodes = nodes;
        this.store = requireNonNull(store, "store");
        this.leases = requireNonNull(leases, "leases");
        this.clock = clock;
        this.nanos = nanos;
        this.pausedUntil = nanos.getAsLong();
        this.reviewed = pausedUntil - REVIEW;
        this.thread = Thread.ofPlatform().daemon().name("piup-shares").unstarted(this::keep);
    }

    /** Begins to keep. */
    public void start() {
        thread.start();
    }

    /** Somebody waits, or will soon. */
    public void wake() {
        if (!wanted) {
            wanted = true;
            LockSupport.unpark(thread);
        }
    }

    /** Whether the store does not answer, and this node takes its part of limits without asking. */
    public boolean isAlone() {
        return alone;
    }

    /** How many questions were not answered, since the start. */
    public long unanswered() {
        return unanswered;
    }

    @Override
    public void close() {
        over = true;
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        while (!over) {
            long now = nanos.getAsLong();
            long wait = step(now);
            if (wait > 0 && !wanted && !over) {
                LockSupport.parkNanos(wait);
            }
        }
        giveAllBack();
    }

    /** Does what is due. Returns for how long nothing is, in nanoseconds. */
    long step(long now) {
        wanted = false;
        if (now - pausedUntil < 0) {
            return pausedUntil - now;
        }
        if (now - reviewed >= REVIEW) {
            reviewed = now;
            if (!review()) {
                return PAUSE;
            }
        }
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            List<Ask> due = leases.due(BATCH);
            if (due.isEmpty()) {
                return Math.max(1, reviewed + REVIEW - nanos.getAsLong());
            }
            if (!tell(due, false)) {
                return failures >= FAILURES ? PAUSE : 1;
            }
        }
        return 0;
    }

    /** The first part is said even if it is empty, so that the store knows that the node is there. */
    private boolean review() {
        List<Ask> asks = leases.review(BATCH);
        if (!tell(asks, true)) {
            return false;
        }
        for (int batch = 1; batch < MOST_BATCHES && !asks.isEmpty(); batch++) {
            asks = leases.review(BATCH);
            if (!tell(asks, false)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the store answered. */
    private boolean tell(List<Ask> asks, boolean evenNothing) {
        if (asks.isEmpty() && !evenNothing) {
            return true;
        }
        Optional<Dealt> answer = store.deal(node, asks);
        if (answer.isEmpty()) {
            failed();
            return false;
        }
        Dealt dealt = answer.get();
        boolean anew = alone || (era.isPresent() && era.getAsLong() != dealt.era());
        era = OptionalLong.of(dealt.era());
        failures = 0;
        alone = false;
        nodes = dealt.nodes();
        clock.heard(dealt.now());
        leases.dealt(asks, dealt);
        if (anew) {
            // what the store forgot, or never heard of, it hears at once
            leases.sayAgain();
            reviewed = nanos.getAsLong() - REVIEW;
        }
        return true;
    }

    @SuppressWarnings({"NonAtomicVolatileUpdate", "NonAtomicOperationOnVolatileField"}) // written by this thread alone
    private void failed() {
        unanswered++;
        failures++;
        if (failures >= FAILURES) {
            alone = true;
            leases.alone(nodes);
            pausedUntil = nanos.getAsLong() + PAUSE;
        }
    }

    /** A node that stops leaves the others what it does not need. */
    private void giveAllBack() {
        if (!alone && review()) {
            review();
        }
    }
}
