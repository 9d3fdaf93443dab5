package io.piuptime.app.money;

import io.piuptime.gateway.budget.money.alert.Crossing;
import io.piuptime.gateway.budget.money.alert.CrossingStore;
import io.piuptime.gateway.budget.money.alert.Crossings;
import io.piuptime.gateway.budget.money.alert.Messenger;
import io.piuptime.gateway.budget.money.lease.Alert;
import io.piuptime.gateway.budget.money.pay.Dollars;
import io.piuptime.observe.Meters;
import io.piuptime.observe.Watched;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of budgets how much of them is gone: in the log and the meters of the node that was first to see it, and to whom the configuration names. */
public final class Herald implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Herald.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST = Duration.ofSeconds(1);

    private final Crossings crossings;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("piup-alerts").factory());
    private final AtomicLong alerts = new AtomicLong();
    private boolean away;

    /** Says nothing until it is started. */
    public Herald(CrossingStore store, Optional<Messenger> messenger, String node, InstantSource clock) {
        this.crossings = new Crossings(store, messenger, node, clock, this::first);
    }

    /** This node sees that a threshold is passed. */
    public void saw(Alert alert) {
        crossings.saw(alert);
    }

    public void watch(Meters meters) {
        meters.watch(Watched.BUDGET_ALERTS, alerts::get);
        meters.watch(Watched.BUDGET_ALERT_FAILURES, crossings::failures);
    }

    public void start() {
        var _ = thread.scheduleWithFixedDelay(this::round, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            crossings.round();
            away = false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!away) {
                LOG.warn("alerts of budgets wait for the database", e);
            }
            away = true;
        }
    }

    private void first(Crossing crossing) {
        alerts.incrementAndGet();
        LOG.warn(
                "budget {} ({}, tenant {}): {} per cent of {} for {} are spent or held: {}",
                crossing.of().name(),
                crossing.of().subject(),
                crossing.of().tenant(),
                crossing.percent(),
                Dollars.text(crossing.cap()),
                crossing.account().window(),
                Dollars.text(crossing.gone()));
    }

    /** Ends at once: what is not told yet, another node tells, or the next run. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            boolean _ = thread.awaitTermination(LAST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
