package io.piuptime.testkit.nodes;

import io.piuptime.gateway.budget.rate.Binding;
import io.piuptime.gateway.budget.rate.Holdings;
import io.piuptime.gateway.budget.rate.Meters;
import io.piuptime.gateway.budget.rate.Outcome;
import io.piuptime.gateway.budget.rate.Reached;
import io.piuptime.gateway.budget.rate.Taken;
import io.piuptime.gateway.budget.rate.Wants;
import io.piuptime.gateway.budget.share.ShareStore;
import io.piuptime.gateway.budget.share.Shares;
import io.piuptime.gateway.budget.share.StoreClock;
import io.piuptime.gateway.queue.Queue;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** A node as far as limits go: meters, what it holds of them, and the keeper that asks for more. */
public final class LimitedNode implements AutoCloseable {
    private static final int METERS = 10_000;
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long POLL = TimeUnit.MICROSECONDS.toNanos(500);

    private final StoreClock clock;
    private final Meters meters;
    private final Shares shares;
    /** Limits as bound on this node: they lead to its own meters. */
    private final Map<Binding, Binding> own = new ConcurrentHashMap<>();

    /**
     * A node that is asking already.
     *
     * @param clock its own, which may be wrong
     * @param nodes how many it thinks there are
     */
    public LimitedNode(String name, int nodes, ShareStore store, InstantSource clock) {
        this.clock = new StoreClock(clock, System::nanoTime);
        AtomicReference<Runnable> wake = new AtomicReference<>(() -> {});
        Holdings holdings = new Holdings(this.clock, () -> wake.get().run());
        this.meters = Meters.of(holdings, this.clock, new Queue(System::nanoTime), METERS);
        this.shares = new Shares(name, nodes, store, holdings, this.clock, System::nanoTime);
        wake.set(shares::wake);
        shares.start();
    }

    /** Takes, and waits as long as an exchange does for the store's answer. */
    public Optional<Taken> take(Binding bound, Wants wants) {
        Binding here = own.computeIfAbsent(bound, same -> new Binding(same.tenant(), same.limits()));
        long end = System.nanoTime() + PATIENCE;
        while (true) {
            Outcome outcome = meters.take(here, "m", wants, true);
            switch (outcome) {
                case Taken taken -> {
                    return Optional.of(taken);
                }
                case Reached reached -> {
                    if (!reached.shareMayCome() || System.nanoTime() - end >= 0) {
                        return Optional.empty();
                    }
                    LockSupport.parkNanos(POLL);
                }
            }
        }
    }

    /** The time of the store as it knows it, in milliseconds since the epoch. */
    public long millis() {
        return clock.getAsLong();
    }

    /** Whether it goes on without the store. */
    public boolean isAlone() {
        return shares.isAlone();
    }

    @Override
    public void close() {
        shares.close();
    }
}
