package io.piuptime.gateway.budget.kept;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what is counted of limits to the disk, once a second, on a thread of its own. */
public final class TallyKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TallyKeeper.class);
    private static final long EVERY = TimeUnit.SECONDS.toNanos(1);
    private static final int BATCH = 10_000;

    private final Tallies tallies;
    private final TallyFile file;
    private final Thread thread;
    /** Whether the file lacks something that memory has. */
    private boolean astray;

    private volatile boolean over;

    /** A keeper that does nothing before it is started. */
    public TallyKeeper(Tallies tallies, TallyFile file) {
        this.tallies = requireNonNull(tallies, "tallies");
        this.file = requireNonNull(file, "file");
        this.thread = Thread.ofPlatform().daemon().name("piup-tallies").unstarted(this::keep);
    }

    /** Begins to keep. */
    public void start() {
        thread.start();
    }

    /** Writes what is left, and ends. */
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
            LockSupport.parkNanos(this, EVERY);
            step();
        }
        step();
    }

    /** Writes what has changed. What could not be written is there the next time, with all that is counted. */
    void step() {
        try {
            if (astray || file.isStale()) {
                file.rewrite(tallies::all);
            }
            for (List<Tally> changed = tallies.changed(BATCH); !changed.isEmpty(); changed = tallies.changed(BATCH)) {
                file.append(changed);
            }
            astray = false;
        } catch (IOException e) {
            astray = true;
            LOG.warn(
                    "{}: what is counted of limits is not on the disk, and would be lost by a restart: {}",
                    file,
                    e.toString());
        }
    }
}
