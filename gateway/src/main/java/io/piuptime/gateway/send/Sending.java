package io.piuptime.gateway.send;

import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.queue.Line;
import io.piuptime.gateway.route.Candidate;
import io.piuptime.gateway.route.Move;
import io.piuptime.gateway.send.course.Course;
import io.piuptime.gateway.send.course.ReadingOn;
import io.piuptime.gateway.send.failure.Failure;
import io.piuptime.gateway.send.failure.Failures;
import io.piuptime.gateway.send.hedge.Hedging;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.gateway.send.wire.RelayedHeaders;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.routing.Hedge;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sending of one exchange: attempts at its targets until one answers, under one deadline. Until the reply's head has
 * left, a failure moves on to the next target; afterwards it is told in the reply.
 */
public final class Sending extends Ticker.Item {
    private final Loop loop;
    private final Exchange exchange;
    private final Dialect dialect;
    private final Order order;
    private final ReplySink sink;
    private final Timers timers;
    private final Course course;

    private Recovery recovery;
    private final @Nullable Hedging hedging;
    private @Nullable Leg leg;
    /** Races with the other, while neither has answered. */
    private @Nullable Leg hedge;

    private @Nullable Place place;
    private @Nullable Failure first;
    private ReadingOn readingOn = ReadingOn.NONE;
    private boolean over;
    private long lastWrite;
    private long pausedSince = -1;

    /**
     * What is to be sent.
     *
     * @param headers of the request as the caller sent them
     * @param traceparent W3C trace context for the provider
     */
    public record Order(MultiMap headers, RequestBody body, String traceparent) {}

    public Sending(Loop loop, Exchange exchange, Dialect dialect, Order order, ReplySink sink) {
        this.loop = loop;
        this.exchange = exchange;
        this.dialect = dialect;
        this.order = order;
        this.sink = sink;
        this.timers = exchange.model().timers();
        this.course = loop.course(
                exchange, RelayedHeaders.values(order.headers()), order.body().repeatable());
        this.recovery = Recovery.of(exchange, order.body().repeatable(), loop.buffers());
        this.hedging = hedging();
        this.lastWrite = exchange.head().startedNanos();
    }

    private @Nullable Hedging hedging() {
        Optional<Hedge> wish = exchange.model().routing().hedge();
        return wish.isPresent() && order.body().repeatable()
                ? new Hedging(exchange, wish.get(), loop.candidates().hedges())
                : null;
    }

    /** Makes the first attempt. */
    public void start() {
        loop.ticker().add(this);
        if (course.plan().isEmpty()) {
            breakOff(loop.candidates().nobody(exchange, RelayedHeaders.values(order.headers())));
            return;
        }
        long now = loop.ticker().now();
        if (hedging != null) {
            hedging.sent();
        }
        follow(course.plan().first(now), now);
    }

    /**
     * The caller has left: the answer is read on for what it cost, within bounds, if it is paid from a budget.
     *
     * @param then runs once when that is known, or will not be
     * @return whether it is
     */
    public boolean readOn(Runnable then) {
        long most = timers.readOn().toNanos();
        if (over || most == 0 || leg == null || !leg.isWorthHearing()) {
            return false;
        }
        readingOn = new ReadingOn(loop.ticker().now() + most, then);
        pausedSince = -1;
        leg.resume();
        return true;
    }

    /** Nothing more is wanted from any target, and nobody is told. */
    public void cancel() {
        letGo();
        finish();
        abandon();
    }

    /** Ends the exchange although its target would go on. */
    public void breakOff(Refusal refusal) {
        if (!over) {
            breakOff(Failure.unasked(refusal));
        }
    }

    /** The part of an answer that was seen is all there will be: what it told is kept. */
    public void settleTokens() {
        if (leg != null) {
            leg.meter();
        }
    }

    Loop loop() {
        return loop;
    }

    Exchange exchange() {
        return exchange;
    }

    Dialect dialect() {
        return dialect;
    }

    Order order() {
        return order;
    }

    ReplySink sink() {
        return sink;
    }

    Timers timers() {
        return timers;
    }

    Recovery recovery() {
        return recovery;
    }

    /** Whom it is sent to, and what it has to pay from. */
    Course course() {
        return course;
    }

    boolean isOver() {
        return over;
    }

    /** Whether another target is left to try. */
    boolean hasAlternative() {
        return mayMove() && course.plan().hasAlternative();
    }

    private boolean mayMove() {
        return !readingOn.hasBegun() && order.body().repeatable() && recovery.isPossible();
    }

    /** The head of the reply leaves, if it has not, and what is told counts from now on. */
    void begin(int status, long length) {
        if (!recovery.hasBegun()) {
            recovery.begin();
            first = null; // what failed before the caller got anything was made good
        }
        sink.head(status, length);
    }

    /** A leg came to nothing. */
    void failed(Leg which, Failure failure) {
        if (over || (which != leg && which != hedge)) {
            return;
        }
        which.abandon();
        long now = loop.ticker().now();
        which.failed(failure, now);
        if (leg != null && hedge != null && otherGoesOn(which, which == leg ? hedge : leg, failure, now)) {
            return;
        }
        if (mayMove()) {
            long left = timers.total().toNanos() - (now - exchange.head().startedNanos());
            Move move = course.plan().after(failure.fault(), failure.retryAfterNanos(), now, left);
            if (!(move instanceof Move.Stop)) {
                if (first == null) {
                    first = failure;
                    exchange.leaves(failure.word());
                }
                tried(failure.word(), now);
                if (recovery.hasBegun()) {
                    settleTokens(); // its caller has got them
                }
                leg = null;
                follow(move, now);
                return;
            }
        }
        if (mayMove() && !recovery.hasBegun() && course.fallsBack(failure.word(), now)) {
            leg = null;
            follow(course.plan().first(now), now);
            return;
        }
        settleTokens();
        tried(failure.word(), now);
        end(first == null ? failure : first);
    }

    /** The attempt that was to go on says something else: what broke off stays broken. */
    void contradicted(Failure failure) {
        breakOff(first == null ? failure : first);
    }

    private void breakOff(Failure failure) {
        letGo();
        abandon();
        settleTokens();
        end(failure);
    }

    private void follow(Move move, long now) {
        switch (move) {
            case Move.Ask next -> {
                if (course.plan().isPanic()) {
                    exchange.panics();
                }
                stopWaiting(now);
                askLater(next, now);
            }
            case Move.Wait wait -> await(wait.lines(), now);
            case Move.Stop _ -> noPlace("no target is left that could answer");
        }
    }

    private void await(List<Line> lines, long now) {
        if (place != null) {
            place.rejoin(lines);
        } else {
            Place next = new Place(this, now);
            exchange.waiting(now);
            if (!next.join(lines)) {
                noPlace("too many wait for them already");
                return;
            }
            place = next;
        }
        course.plan().callIfRoom(now); // what became free meanwhile called nobody
    }

    /** A place became free, and it is this one's turn. */
    void placeFree(Place called) {
        called.arrived();
        long now = loop.ticker().now();
        if (called.equals(place)) {
            follow(course.plan().called(now), now);
        } else {
            course.plan().callIfRoom(now); // left meanwhile: it is the next one's turn
        }
    }

    /** Others with a better right wait too, and they are too many. */
    void displaced(Place which) {
        if (which.equals(place)) {
            noPlace("others with a better right wait for them");
        }
    }

    private void stopWaiting(long now) {
        if (place != null) {
            place.leave();
            exchange.queued(now - place.since());
            place = null;
        }
    }

    private void noPlace(String why) {
        stopWaiting(loop.ticker().now());
        end(first == null ? Place.none(exchange, why) : first);
    }

    private void askLater(Move.Ask next, long now) {
        long wait = Math.max(0, next.afterNanos());
        Leg then = new Leg(this, next.candidate(), now + wait, recovery);
        leg = then;
        if (wait == 0) {
            then.ask();
            return;
        }
        loop.later(Math.max(1, wait / 1_000_000), () -> {
            if (!over) {
                then.ask();
            }
        });
    }

    /** The failure is the answer. */
    private void end(Failure failure) {
        finish();
        sink.fail(failure, dialect);
    }

    private void tried(String what, long now) {
        if (leg != null && leg.isUnderWay()) {
            exchange.tried(what, leg.age(now));
        }
    }

    private void abandon() {
        if (leg != null) {
            leg.abandon();
        }
        if (hedge != null) {
            hedge.abandon();
        }
    }

    /** Nothing more is wanted of whoever is asked, and has done no wrong. */
    private void letGo() {
        if (leg != null) {
            leg.letGo();
        }
        if (hedge != null) {
            hedge.letGo();
        }
    }

    /** The reply is handed over whole or to its end; nothing more will be sent. */
    void finish() {
        stopWaiting(loop.ticker().now());
        letGo();
        recovery.release();
        over = true;
        loop.ticker().remove(this);
        readingOn.end();
    }

    /** Sends on a part of the body, and stops the source while the caller cannot take more. */
    void write(Buffer part, Runnable pause, Runnable resume) {
        lastWrite = loop.ticker().now();
        readingOn.read(part.length());
        if (!sink.write(part)) {
            pausedSince = lastWrite;
            pause.run();
            sink.onDrain(() -> {
                pausedSince = -1;
                lastWrite = loop.ticker().now();
                if (!over) {
                    resume.run();
                }
            });
        }
    }

    @Override
    protected void tick(long now) {
        if (readingOn.isOver(now)) {
            settleTokens();
            cancel();
            return;
        }
        if (pausedSince >= 0) {
            if (now - pausedSince > timers.callerStall().toNanos()) {
                stalled();
            }
            return;
        }
        if (now - exchange.head().startedNanos() > timers.total().toNanos()) {
            Failure late = Failures.silent(target(), timers.total(), "answer", "total_timeout");
            abandon();
            if (leg != null && leg.isUnderWay()) {
                leg.failed(late, now);
            }
            settleTokens();
            end(late);
            return;
        }
        if (leg != null) {
            leg.tick(now);
        }
        if (hedge != null) {
            hedge.tick(now);
        }
        if (hedging != null && !readingOn.hasBegun() && !over) {
            hedge(hedging, now);
        }
        if (place != null && place.isOver(now)) {
            noPlace(place.late());
        } else if (place != null) {
            course.plan().callIfRoom(now);
        }
        if (!over && exchange.streams() && now - lastWrite > timers.heartbeat().toNanos()) {
            lastWrite = now;
            sink.heartbeat(Buffers.wrap(dialect.heartbeat()));
        }
    }

    /** Asks somebody else too, if the present target is slow with its first word. */
    private void hedge(Hedging wanted, long now) {
        Leg slow = leg;
        if (slow == null
                || hedge != null
                || !slow.isUnderWay()
                || slow.hasContent()
                || recovery.hasBegun()
                || !wanted.isDue(slow.age(now), now)
                || !wanted.take(slow.pieces())) {
            return;
        }
        Optional<Candidate> other =
                course.plan().beside(now, candidate -> wanted.isElsewhere(slow.target(), candidate.target()));
        if (other.isEmpty()) {
            wanted.giveBack();
            return;
        }
        wanted.begun();
        Leg next = new Leg(this, other.get(), now, Recovery.of(exchange, true, loop.buffers()));
        hedge = next;
        next.ask();
    }

    /** A first word came after so long. */
    void answered(long age, long now) {
        if (hedging != null) {
            hedging.answered(age, now);
        }
    }

    /** The answer of this leg is the one that the caller gets. */
    void won(Leg which) {
        Leg second = hedge;
        Leg slow = leg;
        if (second == null || slow == null || hedging == null) {
            return;
        }
        long now = loop.ticker().now();
        Leg loser = slow;
        if (which == second) {
            hedging.won(slow.age(now), now);
        } else {
            loser = second;
        }
        loser.abandon();
        loser.letGo();
        alone(which, loser, "lost", now);
    }

    /** One of two has failed. Returns whether that leaves the other going on; else its failure is the answer. */
    private boolean otherGoesOn(Leg failed, Leg other, Failure failure, long now) {
        if (course.plan().isAnswer(failure.fault())) {
            other.abandon();
            other.letGo();
            alone(failed, other, "lost", now);
            return false;
        }
        if (first == null && failure.ofTarget()) {
            first = failure;
        }
        alone(other, failed, failure.word(), now);
        exchange.waiting(now);
        return true;
    }

    /** Of two legs one goes on. */
    private void alone(Leg stays, Leg leaves, String why, long now) {
        leg = stays;
        hedge = null;
        leaves.recovery().release();
        recovery = stays.recovery();
        exchange.tried(leaves.target().id(), why, leaves.age(now));
        exchange.goesOnAt(stays.target(), stays.dropped());
        course.plan().goesOnWith(stays.candidate());
    }

    private Target target() {
        return exchange.sentTo().orElseGet(() -> exchange.model().targets().getFirst());
    }

    private void stalled() {
        letGo();
        abandon();
        settleTokens();
        finish();
        sink.breakOff(
                new Refusal.SlowRequest("The caller left the answer unread for "
                        + timers.callerStall().toSeconds() + " s."),
                Buffers.EMPTY);
    }
}
