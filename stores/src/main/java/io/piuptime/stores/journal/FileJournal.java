package io.piuptime.stores.journal;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.usage.UsageJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in mapped files: a record is copied into memory that belongs to the kernel, which takes less than a microsecond
 * and outlives the process. A {@link Keeper} brings it to the disk and prepares files ahead.
 *
 * <p>When no file can be prepared, as on a full disk, a bounded number of records waits in memory ({@link #degraded}); what is
 * beyond that is counted ({@link #lost}). A {@link Shipper} takes records out.
 */
public final class FileJournal implements UsageJournal, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
    private static final int DRAINED_AT_ONCE = 64;

    private final SegmentFolder folder;
    private final Checkpoint checkpoint;
    private final Keeper keeper;
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong damaged = new AtomicLong();
    private final Object lock = new Object();

    // under the lock
    private final SegmentQueue segments;
    private final Backlog backlog = new Backlog();
    private boolean touched;
    private boolean closed;

    /** The journal in the folder {@code journal} of a data folder. Whatever lies there, this does not fail. */
    public FileJournal(Path dataFolder) {
        this(new SegmentFolder(dataFolder.resolve("journal")));
    }

    private FileJournal(SegmentFolder folder) {
        this(folder, folder);
    }

    FileJournal(SegmentFolder folder, SegmentSource source) {
        this.folder = folder;
        this.checkpoint = new Checkpoint(folder.path());
        Collection<Long> earlier = earlier(folder);
        this.segments = new SegmentQueue(earlier);
        long last = earlier.stream().mapToLong(Long::longValue).max().orElse(0);
        this.keeper = new Keeper(this, source, Math.max(last, checkpoint.read().segment()) + 1);
    }

    /** Prepares the first file and starts the thread that looks after the files. */
    public void start() {
        keeper.round();
        keeper.start();
    }

    @Override
    public void append(UsageRecord entry) {
        Frame frame;
        try {
            frame = Frame.of(entry);
        } catch (RuntimeException e) {
            lost.incrementAndGet();
            LOG.error("a usage record cannot be written", e);
            return;
        }
        boolean first;
        synchronized (lock) {
            first = !touched;
            touched = true;
            keep(frame);
        }
        if (first) {
            keeper.wake();
        }
    }

    /** Whether records wait in memory, or the disk could not be written. */
    public boolean degraded() {
        return waiting() > 0 || keeper.failing();
    }

    /** Records that wait in memory for a file. */
    public int waiting() {
        synchronized (lock) {
            return backlog.size();
        }
    }

    /** Records that found no place, since the start. */
    public long lost() {
        return lost.get();
    }

    /** Files of earlier runs that could not be read to their end, since the start. What was torn or changed there is left out. */
    public long damaged() {
        return damaged.get();
    }

    /** Brings everything to the disk and ends. Later records are lost. */
    @Override
    public void close() {
        keeper.close();
        if (waiting() > 0) {
            keeper.round();
        }
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            segments.close();
            lost.addAndGet(backlog.size());
            if (!backlog.isEmpty()) {
                LOG.error("{} usage records that found no room on the disk are lost", backlog.size());
            }
        }
        keeper.round();
    }

    SegmentFolder folder() {
        return folder;
    }

    Keeper keeper() {
        return keeper;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Where the next frame goes; what is before it can be read. */
    Position end() {
        synchronized (lock) {
            return segments.end();
        }
    }

    /** The first segment to read from this number on. */
    Optional<Long> atOrAfter(long number) {
        synchronized (lock) {
            return segments.atOrAfter(number);
        }
    }

    /** Deletes the segments before this one: a store has them. */
    void release(long segment) {
        List<Long> old;
        synchronized (lock) {
            old = segments.forgetBelow(segment);
        }
        for (long number : old) {
            try {
                folder.delete(number);
            } catch (IOException e) {
                LOG.warn("{}: cannot be deleted: {}", folder.file(number), e.toString());
            }
        }
    }

    void countDamaged() {
        damaged.incrementAndGet();
    }

    /** Leaves a file out that is no segment. */
    void putAside(long number, String why) {
        countDamaged();
        synchronized (lock) {
            segments.forget(number);
        }
        try {
            LOG.error("{}: {}; it is kept as {}", folder.file(number), why, folder.putAside(number));
        } catch (IOException e) {
            LOG.error("{}: {}; it is left out: {}", folder.file(number), why, e.toString());
        }
    }

    /** What the keeper has to do. */
    Chores chores() {
        synchronized (lock) {
            touched = false;
            Segment active = segments.active();
            return new Chores(segments.takeSealed(), active, active.end());
        }
    }

    /** Whether no segment is ready to follow the active one. */
    boolean wantsSpare() {
        synchronized (lock) {
            return !closed && segments.needsSpare();
        }
    }

    /** Takes a new segment, and lets what waits in memory into it. */
    void spare(Segment fresh) {
        synchronized (lock) {
            segments.spare(fresh);
            segments.advance();
        }
        boolean more;
        do {
            synchronized (lock) {
                more = drain();
            }
        } while (more);
    }

    private void keep(Frame frame) {
        boolean kept = !closed && ((backlog.isEmpty() && segments.append(frame)) || backlog.add(frame));
        if (!kept) {
            lost.incrementAndGet();
        }
    }

    /** Whether there may be more to drain and room for it. */
    private boolean drain() {
        backlog.drainTo(segments.active(), DRAINED_AT_ONCE);
        return !backlog.isEmpty() && (!segments.active().full() || segments.advance());
    }

    private static NavigableSet<Long> earlier(SegmentFolder folder) {
        try {
            return folder.numbers();
        } catch (IOException e) {
            LOG.error("{}: cannot be read: {}", folder.path(), e.toString());
            return new TreeSet<>();
        }
    }

    /**
     * What there is to do for the keeper.
     *
     * @param sealed segments to bring to the disk whole and to unmap
     * @param active the segment to bring to the disk up to its end
     */
    record Chores(List<Segment> sealed, Segment active, long end) {}
}
