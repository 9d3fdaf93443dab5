package io.piuptime.app.secrets;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.authenticate.KeyHasher;
import io.piuptime.gateway.directory.Pulse;
import io.piuptime.gateway.installation.Mark;
import io.piuptime.gateway.installation.Marks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node has the secrets of the installation whose database it uses: the pepper of keys, and the key that seals. With
 * others it would refuse every key, or make some that no other node accepts. While the database is away, nobody can say; then it
 * is asked until it answers.
 */
public final class Identity implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Identity.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Mark pepper;
    private final Mark master;
    private final MasterKeys keys;
    private final Pulse pulse = Pulse.every(AGAIN);
    private final CountDownLatch asked = new CountDownLatch(1);
    private Optional<Thread> asking = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();
    private volatile boolean answered;

    /**
     * The secrets of a node.
     *
     * @param random makes the salt of fingerprints
     */
    public Identity(Marks marks, KeyHasher hasher, MasterKeys keys, RandomGenerator random) {
        requireNonNull(hasher, "hasher");
        this.keys = requireNonNull(keys, "keys");
        this.pepper = new Mark(
                marks,
                random,
                new Mark.Secret(
                        "key-pepper",
                        salt -> List.of(hasher.fingerprint(salt)),
                        "copy the file key-pepper from another node's data folder; if it is lost with all keys, start once"
                                + " with --new-identity"));
        this.master = new Mark(
                marks,
                random,
                new Mark.Secret(
                        "master-key",
                        salt -> keys.get().fingerprints(salt),
                        "name the installation's key among secrets.keys; if it is lost with all secrets, start once with"
                                + " --new-identity"));
    }

    /** Mark of the key that seals. */
    public Mark master() {
        return master;
    }

    /**
     * Begins to ask.
     *
     * @param open waits until the database was opened, or could not be
     * @param renewed whether this node's secrets are the installation's from now on
     * @param foreign done when it turns out later that this node has others
     */
    public void begin(Runnable open, boolean renewed, Runnable foreign) {
        Thread thread = Thread.ofPlatform().daemon().name("piup-identity").start(() -> run(open, renewed, foreign));
        asking = Optional.of(thread);
    }

    /** Waits for the first answer, but not for long. Returns what is wrong, if so. */
    public Optional<String> await(Duration patience) {
        try {
            boolean _ = asked.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return trouble;
    }

    /** In a word. */
    public String state() {
        return trouble.isPresent() ? "foreign" : answered ? "ok" : "unknown";
    }

    @Override
    public void close() {
        asking.ifPresent(thread -> {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void run(Runnable open, boolean renewed, Runnable foreign) {
        open.run();
        try {
            while (!ask(renewed)) {
                asked.countDown();
                pulse.await();
            }
            boolean late = asked.getCount() == 0;
            asked.countDown();
            if (late && trouble.isPresent()) {
                foreign.run();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether the database answered. */
    private boolean ask(boolean renewed) {
        try {
            if (renewed) {
                pepper.renew();
                master.renew();
            }
            // a key that a node made for itself is nobody else's before something was sealed by it
            trouble = pepper.claim().or(keys.areNamed() ? master::claim : master::check);
            trouble.ifPresent(what -> LOG.error("this node is none of the installation's: {}", what));
            answered = true;
            return true;
        } catch (RuntimeException e) {
            LOG.debug("whether this node is one of the installation's cannot be said yet", e);
            return false;
        }
    }
}
