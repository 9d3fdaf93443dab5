package io.piuptime.gateway.budget.money.lease;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.money.journal.MoneyJournal;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that keeps leases: a round at once where somebody waits, else several a second. */
public final class LeaseKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    /** Between rounds while the store is away, so that it is not overrun when it comes back. */
    private static final Duration AWAY = Duration.ofMillis(500);

    private static final Duration LAST_ROUND = Duration.ofSeconds(2);

    private final Leases leases;
    private final MoneyJournal journal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition called = lock.newCondition();
    private final Thread thread;
    private boolean wanted;
    private boolean closed;

    public LeaseKeeper(Leases leases, MoneyJournal journal) {
        this.leases = requireNonNull(leases, "leases");
        this.journal = requireNonNull(journal, "journal");
        this.thread = Thread.ofPlatform().daemon().name("piup-money").unstarted(this::run);
        leases.wakes(this::wake);
    }

    public void start() {
        thread.start();
    }

    private void wake() {
        lock.lock();
        try {
            wanted = true;
            called.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (pause()) {
            try {
                journal.tend();
                leases.round();
            } catch (RuntimeException e) {
                LOG.error("money: a round failed", e);
            }
        }
    }

    private boolean pause() {
        lock.lock();
        try {
            long left = (leases.isReachable() ? PAUSE : AWAY).toNanos();
            while (!closed && left > 0 && !(wanted && leases.isReachable())) {
                left = called.awaitNanos(left);
            }
            wanted = false;
            return !closed;
        } catch (InterruptedException _) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread, and gives back what was not spent. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            called.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(LAST_ROUND);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            leases.leave();
        } catch (RuntimeException e) {
            LOG.warn("money: what is not spent could not be given back; the next run will", e);
        }
    }
}
