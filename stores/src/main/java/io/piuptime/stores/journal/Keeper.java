package io.piuptime.stores.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread behind a journal: soon after a record it brings it to the disk with whatever came meanwhile, and it keeps a
 * segment ready. With nothing to do it sleeps. A failing disk is tried again every second.
 */
final class Keeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    /** Of the 50 ms in which a record has to be on the disk, the rest is the disk's. */
    private static final long GATHER = Duration.ofMillis(30).toNanos();

    private static final long RETRY = Duration.ofSeconds(1).toNanos();

    /** What waits in memory fills fewer segments. */
    private static final int MOST_AT_ONCE = 64;

    private final FileJournal journal;
    private final SegmentSource source;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("usage-journal").unstarted(this::run);
    private final List<Segment> sealed = new ArrayList<>();
    private long next;
    private volatile boolean woken;
    private volatile boolean failing;
    private volatile boolean closed;

    /**
     * A keeper.
     *
     * @param next number of the first segment that it makes
     */
    Keeper(FileJournal journal, SegmentSource source, long next) {
        this.journal = journal;
        this.source = source;
        this.next = next;
    }

    void start() {
        thread.start();
    }

    void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    /** Whether the disk failed the last time. */
    boolean failing() {
        return failing;
    }

    /** Does what there is to do now. Never throws. */
    synchronized void round() {
        FileJournal.Chores chores = journal.chores();
        sealed.addAll(chores.sealed());
        boolean well = force(chores);
        for (int made = 0; well && made < MOST_AT_ONCE && journal.wantsSpare(); made++) {
            well = prepare();
            if (journal.waiting() == 0) {
                break;
            }
        }
        failing = !well;
    }

    /** Ends the thread and waits for it. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            rest();
            if (!closed) {
                gather();
                woken = false;
                round();
            }
        }
    }

    /** Lets records come together: a wake in the meantime leaves a permit that would end a single park at once. */
    private void gather() {
        long end = System.nanoTime() + GATHER;
        for (long left = GATHER; left > 0 && !closed; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    private void rest() {
        if (failing) {
            LockSupport.parkNanos(this, RETRY);
            return;
        }
        while (!woken && !closed) {
            LockSupport.park(this);
        }
    }

    private boolean force(FileJournal.Chores chores) {
        try {
            for (Iterator<Segment> segments = sealed.iterator(); segments.hasNext(); ) {
                Segment segment = segments.next();
                segment.force(segment.end());
                segment.unmap();
                segments.remove();
            }
            chores.active().force(chores.end());
            return true;
        } catch (UncheckedIOException e) {
            complain("usage cannot be brought to the disk", e);
            return false;
        }
    }

    private boolean prepare() {
        try {
            journal.spare(create());
            // what waited in memory is in files now, which the next round brings to the disk
            woken = true;
            return true;
        } catch (IOException | UncheckedIOException e) {
            complain("no file can be prepared for usage, which waits in memory", e);
            return false;
        }
    }

    private Segment create() throws IOException {
        for (int taken = 0; taken < MOST_AT_ONCE; taken++) {
            long number = next++;
            try {
                return source.create(number);
            } catch (FileAlreadyExistsException _) {
                LOG.warn("segment {} is there already", number);
            }
        }
        throw new IOException("segments up to " + (next - 1) + " are there already");
    }

    private void complain(String what, Exception e) {
        if (!failing) {
            LOG.error("{}: {}", what, e.toString());
        }
    }
}
