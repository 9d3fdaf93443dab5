package io.piuptime.gateway.budget.turn;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.budget.rate.Reached;
import io.piuptime.gateway.budget.rate.Taken;
import io.piuptime.gateway.pending.Pending;
import io.piuptime.gateway.queue.Line;
import io.piuptime.gateway.queue.Ticket;
import io.piuptime.gateway.queue.Waiter;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Priority;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The waiting of one exchange for limits: in line if they are such, or for the answer of the store alone. Runs on the loop. */
final class Turn implements Pending, Waiter {
    /** Those who wait are at most this part of all exchanges. */
    private static final int PART = 8;

    private static final long FOR_SHARE = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(50);

    private final Turns turns;
    private final Rates.Claim claim;
    private final long since;
    private final Ticket ticket;
    private Reached reached;
    private Executor loop = Runnable::run;
    private Runnable done = () -> {};
    private Consumer<RuntimeException> failed = _ -> {};
    private boolean over;

    private volatile List<Line> lines;
    private volatile long until;
    private volatile long again;
    private volatile boolean called;

    Turn(Turns turns, Rates.Claim claim, Reached reached) {
        Exchange exchange = claim.exchange();
        this.turns = turns;
        this.claim = claim;
        this.reached = reached;
        this.lines = reached.lines();
        this.since = turns.now();
        this.ticket = new Ticket(
                exchange.head().priority(),
                exchange.caller()
                        .map(Caller::keyId)
                        .orElseGet(() -> exchange.head().address()),
                reached.bound().subject().text(),
                since,
                this);
    }

    @Override
    public void begin(Executor on, Runnable whenDone, Consumer<RuntimeException> whenFailed) {
        loop = requireNonNull(on, "on");
        done = whenDone;
        failed = whenFailed;
        int most = Math.max(1, claim.exchange().snapshot().limits().exchanges() / PART);
        waitsFor(reached);
        if (!turns.queue().join(ticket, lines, most)) {
            refuse();
            return;
        }
        claim.exchange().owes(this::left);
        turns.add(this);
        // what it waits for may have come between the attempt and the line
        lines.forEach(Line::freed);
    }

    @Override
    public void called() {
        called = true;
        loop.execute(this::attempt);
    }

    @Override
    public void displaced() {
        loop.execute(this::refuse);
    }

    /** Looks at the clock, on a thread of its own. */
    void tick(long now) {
        if (now - until >= 0) {
            loop.execute(this::late);
        } else if (now - again >= 0 && !called) {
            again = now + AGAIN;
            lines.forEach(Line::freed);
        }
    }

    private void attempt() {
        turns.queue().arrived(ticket);
        called = false;
        if (over) {
            passOn();
            return;
        }
        switch (claim.take(true)) {
            case Taken taken -> {
                finish();
                claim.hold(taken);
                passOn();
                done.run();
            }
            case Reached still -> {
                reached = still;
                if (turns.maySomebodyWaitFor(still) && turns.now() - deadline(still) < 0) {
                    waitsFor(still);
                    turns.queue().rejoin(ticket, lines);
                } else {
                    refuse();
                    passOn();
                }
            }
        }
    }

    private void late() {
        if (!over) {
            turns.queue().leave(ticket);
            refuse();
        }
    }

    private void refuse() {
        if (!over) {
            finish();
            failed.accept(claim.refusal(reached));
        }
    }

    private void finish() {
        over = true;
        turns.remove(this);
        if (reached.mayWait()) {
            claim.exchange().queued(turns.now() - since);
        }
    }

    /** The exchange is over, for whatever reason. */
    private void left() {
        if (!over) {
            over = true;
            turns.remove(this);
            turns.queue().leave(ticket);
        }
    }

    /** Whoever is next may try too. */
    private void passOn() {
        lines.forEach(Line::freed);
    }

    private void waitsFor(Reached what) {
        lines = what.lines();
        until = deadline(what);
        long wait = what.waitMillis() < 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(what.waitMillis());
        again = turns.now() + Math.min(wait, what.shareMayCome() ? Turns.TICK : AGAIN);
    }

    private long deadline(Reached what) {
        return since + (what.mayWait() ? patience().toNanos() : FOR_SHARE);
    }

    private Duration patience() {
        Timers timers = claim.exchange().model().timers();
        return claim.exchange().head().priority() == Priority.BATCH ? timers.placeOfBatch() : timers.place();
    }
}
