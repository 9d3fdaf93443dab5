package io.piuptime.gateway.directory;

import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link DirectoryReplica} current, on a thread of its own. That is a platform thread: an embedded store would pin
 * a virtual one.
 */
public final class DirectoryFollower implements AutoCloseable {
    private final DirectoryReplica replica;
    private final DirectoryStore store;
    private final Pulse pulse;
    private final Freshness freshness;
    private final Logger log;
    private final Thread thread;
    private boolean stale;
    private volatile Optional<String> trouble = Optional.empty();

    /** A follower of a copy of which nobody asks how old it is. */
    public DirectoryFollower(DirectoryReplica replica, DirectoryStore store, Pulse pulse) {
        this(replica, store, pulse, Freshness.always());
    }

    /** A follower that says how current the copy is. */
    public DirectoryFollower(DirectoryReplica replica, DirectoryStore store, Pulse pulse, Freshness freshness) {
        this(replica, store, pulse, freshness, LoggerFactory.getLogger(DirectoryFollower.class));
    }

    DirectoryFollower(DirectoryReplica replica, DirectoryStore store, Pulse pulse, Freshness freshness, Logger log) {
        this.freshness = freshness;
        this.replica = replica;
        this.store = store;
        this.pulse = pulse;
        this.log = log;
        this.thread = Thread.ofPlatform().daemon().name("directory-follower").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Catches up soon, without waiting for it. */
    public void poke() {
        pulse.poke();
    }

    /** Catches up now. Returns whether that succeeded; a failure is logged when it begins and when it ends. */
    public synchronized boolean catchUp() {
        Optional<String> outcome = attempt();
        if (outcome.isPresent() && trouble.isEmpty()) {
            log.warn("the directory is not kept current: {}; entries known here go on working", outcome.get());
        }
        if (outcome.isEmpty() && trouble.isPresent()) {
            log.info("the directory is current again");
        }
        trouble = outcome;
        if (outcome.isEmpty()) {
            freshness.heard();
            stale = false;
        } else {
            freshness.missed();
            tellStale();
        }
        return outcome.isEmpty();
    }

    private void tellStale() {
        if (!stale && freshness.isStale()) {
            stale = true;
            log.error(
                    "nothing was heard of the directory's store for {} s: {}",
                    freshness.age().toSeconds(),
                    freshness.refuses()
                            ? "no exchange is taken until it is"
                            : "what was revoked since then still opens");
        }
    }

    /** Why the directory is not current, if so. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** Ends the thread and waits for it. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> attempt() {
        try {
            replica.catchUp(store);
            return Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return Optional.of("the store failed with " + e.getClass().getSimpleName() + " (" + e.getMessage() + ")");
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            catchUp();
            try {
                pulse.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
