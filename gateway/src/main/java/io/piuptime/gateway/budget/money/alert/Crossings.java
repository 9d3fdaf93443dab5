package io.piuptime.gateway.budget.money.alert;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.lease.Alert;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.limit.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what this node saw passed, and tells of what is kept. Of all nodes that see the same, one keeps it; of all that could
 * tell of it, one does, and another where that one was lost.
 */
public final class Crossings {
    private static final Logger LOG = LoggerFactory.getLogger(Crossings.class);

    /** Seen and not kept yet, while the store is away: more than budgets have thresholds. */
    private static final int MOST_SEEN = 10_000;

    private static final int AT_ONCE = 20;
    /** By then a day is over, and whoever is to be told has other troubles. */
    private static final int MOST_TRIES = 30;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(20);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(400);
    private static final Duration SWEEP = Duration.ofHours(6);

    private final CrossingStore store;
    private final Optional<Messenger> messenger;
    private final String node;
    private final InstantSource clock;
    private final Consumer<Crossing> first;
    private final BlockingQueue<Crossing> seen = new LinkedBlockingQueue<>(MOST_SEEN);
    private final AtomicLong failures = new AtomicLong();
    private Instant swept = Instant.MIN;

    /**
     * Nothing seen yet.
     *
     * @param messenger who tells of crossings; empty if they are only kept
     * @param first hears of each crossing that this node was the first to keep
     */
    public Crossings(
            CrossingStore store,
            Optional<Messenger> messenger,
            String node,
            InstantSource clock,
            Consumer<Crossing> first) {
        this.store = requireNonNull(store, "store");
        this.messenger = requireNonNull(messenger, "messenger");
        this.node = requireNonNull(node, "node");
        this.clock = requireNonNull(clock, "clock");
        this.first = requireNonNull(first, "first");
    }

    /** This node sees that a threshold is passed. Called from any thread; does not wait. */
    public void saw(Alert alert) {
        Budget budget = alert.budget();
        Crossing crossing = new Crossing(
                new AccountId(budget.id(), alert.account().window(), start(alert)),
                new Crossing.Of(budget.tenant(), budget.name(), budget.subject().text()),
                alert.cap().micros(),
                alert.percent(),
                clock.instant(),
                alert.gone(),
                node);
        if (!seen.offer(crossing)) {
            LOG.warn(
                    "budget {}: {} per cent are passed, and too much waits to be kept", budget.name(), alert.percent());
        }
    }

    /** A window that rolls begins anew all the time: what is passed in it is told once in its length. */
    private static long start(Alert alert) {
        long start = alert.account().start();
        return alert.cap().window() instanceof Window.Rolling rolling
                ? Math.floorDiv(start, rolling.length().toSeconds())
                        * rolling.length().toSeconds()
                : start;
    }

    /** Times that somebody should have been told and was not, since the start. */
    public long failures() {
        return failures.get();
    }

    /** Whether something is to be kept at once. */
    public boolean hasNews() {
        return !seen.isEmpty();
    }

    /**
     * Keeps what was seen, and tells what is due. Called by one thread, again and again.
     *
     * @throws RuntimeException when the store cannot be reached; nothing is lost by that
     */
    public void round() throws InterruptedException {
        keep();
        if (messenger.isPresent()) {
            for (CrossingStore.Kept due : store.take(clock.instant(), AT_ONCE, this::again)) {
                tell(messenger.get(), due);
            }
        }
        Instant now = clock.instant();
        if (swept.isBefore(now.minus(SWEEP))) {
            store.forget(now.minus(KEPT));
            swept = now;
        }
    }

    private void keep() {
        for (Crossing next = seen.peek(); next != null; next = seen.peek()) {
            boolean isNew = store.keep(next, messenger.isPresent() ? Optional.of(next.at()) : Optional.empty());
            seen.remove();
            if (isNew) {
                first.accept(next);
            }
        }
    }

    private Optional<Instant> again(int tries) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 20));
        return tries >= MOST_TRIES
                ? Optional.empty()
                : Optional.of(clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE));
    }

    private void tell(Messenger who, CrossingStore.Kept due) throws InterruptedException {
        Crossing crossing = due.crossing();
        try {
            who.tell(crossing, due.tries());
        } catch (IOException e) {
            failures.incrementAndGet();
            LOG.warn(
                    "budget {}: {} per cent of {} could not be told ({} tries): {}",
                    crossing.of().name(),
                    crossing.percent(),
                    crossing.account().window(),
                    due.tries(),
                    e.getMessage());
            return;
        }
        store.told(crossing, clock.instant());
    }
}
