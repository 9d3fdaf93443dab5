package io.piuptime.stores.journal;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.usage.UsageStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records from a journal to a store, in order and in batches, on a thread of its own. What the store has is noted in the
 * {@link Checkpoint} and its files are deleted. While the store fails nothing is lost: records stay in the journal's files.
 */
public final class Shipper implements AutoCloseable {
    static final int BATCH = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Shipper.class);
    private static final Duration PACE = Duration.ofMillis(250);
    private static final Duration LAST_BATCH = Duration.ofSeconds(5);

    private final FileJournal journal;
    private final UsageStore store;
    private final JournalReader reader;
    private final Backoff backoff;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("usage-shipper").unstarted(this::run);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hurried = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private boolean hurry;
    private Position shipped;

    private List<UsageRecord> batch = List.of();
    private boolean saving = true;
    private volatile boolean closed;
    private volatile Optional<String> trouble = Optional.empty();

    public Shipper(FileJournal journal, UsageStore store, RandomGenerator random) {
        this.journal = journal;
        this.store = store;
        this.shipped = journal.checkpoint().read();
        this.reader = new JournalReader(journal, shipped);
        this.backoff = new Backoff(random);
    }

    public void start() {
        thread.start();
    }

    /** Why the store does not take records at present, if so. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** Has everything shipped that the journal holds now. Returns whether that was done in time. */
    public boolean flush(Duration patience) {
        lock.lock();
        try {
            hurry = true;
            hurried.signalAll();
            Position target = journal.end();
            long left = patience.toNanos();
            boolean waiting = journal.waiting() > 0;
            while (waiting || shipped.compareTo(target) < 0) {
                if (left <= 0 || closed) {
                    return false;
                }
                long step = Math.min(left, PACE.toNanos());
                left -= step - progress.awaitNanos(step);
                if (waiting) {
                    waiting = journal.waiting() > 0;
                    target = journal.end();
                }
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread after the batch at hand. What is not shipped is found again by the next one. */
    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            hurried.signalAll();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
        if (!thread.isAlive()) {
            return;
        }
        try {
            thread.join(LAST_BATCH);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                boolean well = round();
                rest(well ? PACE : backoff.next());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            reader.close();
        }
    }

    /** Ships what there is. Returns false when the store failed. */
    private boolean round() {
        boolean more = true;
        while (more && !closed) {
            if (batch.isEmpty()) {
                batch = reader.next(BATCH);
            }
            more = batch.size() == BATCH;
            if (!batch.isEmpty() && !add()) {
                return false;
            }
            batch = List.of();
            arrived(reader.position());
        }
        return true;
    }

    private boolean add() {
        try {
            store.add(batch);
            if (trouble.isPresent()) {
                LOG.info("the store takes usage again");
            }
            trouble = Optional.empty();
            backoff.reset();
            return true;
        } catch (RuntimeException e) {
            if (trouble.isEmpty()) {
                LOG.warn("the store does not take usage, which waits in the journal: {}", e.toString());
            }
            trouble = Optional.of(e.toString());
            return false;
        }
    }

    private void arrived(Position position) {
        if (!position.equals(shipped)) {
            save(position);
            journal.release(position.segment());
        }
        lock.lock();
        try {
            shipped = position;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** On a full disk this fails, and the files are deleted all the same: shipping twice does no harm. */
    private void save(Position position) {
        try {
            journal.checkpoint().save(position);
            saving = true;
        } catch (IOException e) {
            if (saving) {
                LOG.warn(
                        "{}: the place in the journal cannot be saved: {}",
                        journal.folder().path(),
                        e.toString());
            }
            saving = false;
        }
    }

    private void rest(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && !hurry && !closed) {
                left = hurried.awaitNanos(left);
            }
            hurry = false;
        } finally {
            lock.unlock();
        }
    }
}
