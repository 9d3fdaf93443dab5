package io.piuptime.app.publish;

import static java.util.Objects.requireNonNull;

import io.piuptime.app.config.load.LastGood;
import io.piuptime.app.config.load.LastGood.Kept;
import io.piuptime.app.config.publish.Published;
import io.piuptime.control.revisions.Following;
import io.piuptime.gateway.revisions.Revision;
import io.piuptime.gateway.revisions.RevisionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each newest document into force, on a thread of its own, and keeps it on disk: with the store away a node starts
 * with what it served by. A document that this node cannot use changes nothing; it is told, and tried again now and then.
 */
public final class RevisionFollower implements Following, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RevisionFollower.class);
    private static final String ORIGIN = "revision-";
    private static final long LOOK_MILLIS = 1000;
    /** Looks from one try of a refused document to the next: what this node lacks may have come. */
    private static final int LOOKS_TO_RETRY = 30;

    private final RevisionStore store;
    private final Joining joining;
    private final LastGood kept;
    private final Semaphore pokes = new Semaphore(0);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("piup-revisions").unstarted(this::run);
    private volatile State state = new State(0, 0, List.of());
    private volatile Optional<String> trouble = Optional.empty();
    private int looks;

    public RevisionFollower(RevisionStore store, Joining joining, LastGood kept) {
        this.store = requireNonNull(store, "store");
        this.joining = requireNonNull(joining, "joining");
        this.kept = requireNonNull(kept, "kept");
    }

    /** Takes what was kept on disk, before the store was asked. */
    public synchronized void restore() {
        try {
            for (Kept one : kept.kept()) {
                Published document = new Published(number(one.origin()), one.text());
                List<String> problems = document.revision() == 0 ? List.of("no number") : joining.join(document);
                if (problems.isEmpty()) {
                    state = new State(document.revision(), 0, List.of());
                    return;
                }
                LOG.error("{} was kept and cannot be used: {}", document, String.join("; ", problems));
            }
        } catch (IOException e) {
            LOG.error("what was published cannot be read from the disk: {}", e.getMessage());
        }
    }

    public void start() {
        thread.start();
    }

    /** Looks soon, without waiting for it. */
    public void poke() {
        pokes.release();
    }

    @Override
    public List<String> check(String document) {
        return joining.check(new Published(Long.MAX_VALUE, document));
    }

    @Override
    public synchronized void catchUp() {
        try {
            look();
            if (trouble.isPresent()) {
                LOG.info("what is published can be followed again");
            }
            trouble = Optional.empty();
        } catch (RuntimeException e) {
            if (trouble.isEmpty()) {
                LOG.warn("what is published cannot be followed: {}; revision {} stays in force", e, state.inForce());
            }
            trouble = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public State state() {
        return state;
    }

    /** Why the store cannot be followed, if so. */
    public Optional<String> trouble() {
        return trouble;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                catchUp();
                if (pokes.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    pokes.drainPermits();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        long newest = store.newest();
        State now = state;
        boolean refused = newest == now.refused();
        if (newest == 0 || newest == now.inForce() || (refused && ++looks < LOOKS_TO_RETRY)) {
            return;
        }
        looks = 0;
        Optional<Revision> revision = store.find(newest);
        if (revision.isPresent()) {
            take(new Published(newest, revision.get().document()), now, refused);
        }
    }

    private void take(Published document, State before, boolean again) {
        List<String> problems = joining.join(document);
        if (!problems.isEmpty()) {
            state = new State(before.inForce(), document.revision(), problems);
            if (!again) {
                LOG.error(
                        "{} cannot be used on this node, and revision {} stays in force: {}",
                        document,
                        before.inForce(),
                        String.join("; ", problems));
            }
            return;
        }
        state = new State(document.revision(), 0, List.of());
        try {
            kept.keep(new Kept(Path.of(ORIGIN + document.revision()), document.document()));
        } catch (IOException e) {
            LOG.error("{} is in force and was not kept on disk: {}", document, e.getMessage());
        }
    }

    private static long number(Path origin) {
        String name = origin.toString();
        return name.matches(ORIGIN + "[1-9][0-9]{0,17}") ? Long.parseLong(name.substring(ORIGIN.length())) : 0;
    }
}
