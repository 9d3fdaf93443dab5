package io.piuptime.gateway.health;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.health.rates.Allowance;
import io.piuptime.gateway.health.rates.RateLimits;
import io.piuptime.gateway.queue.Line;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.DoubleSupplier;

/**
 * How one upstream model at one address is doing with one credential. All moments are nanoseconds of one monotonic clock.
 *
 * <p>An attempt begins with {@link #admit} (or {@link #admitAnyway}), says {@link #answered} when its first token or whole
 * answer came, and ends with exactly one of {@link #failed} and {@link #released}. It is known by the moment at which it was
 * admitted, which it hands back each time.
 */
public final class TargetHealth {
    private static final AtomicIntegerFieldUpdater<TargetHealth> IN_FLIGHT =
            AtomicIntegerFieldUpdater.newUpdater(TargetHealth.class, "inFlight");

    private final Breaker breaker;
    private final CredentialHealth credential;
    private final Cooling cooling;
    private final AdaptiveLimit limit;
    private final Acceptance acceptance;
    private final RateLimits rateLimits = new RateLimits();
    private final RetryBudget retryBudget = new RetryBudget();
    private final PeakLatency firstToken = new PeakLatency();
    private final PeakLatency wholeAnswer = new PeakLatency();
    private final Line line;
    private volatile int inFlight;
    private volatile int most = AdaptiveLimit.MOST;
    /** Whether it ever said what is left of its rate limits: most never do, and are not asked for it. */
    private volatile boolean saysLimits;

    /**
     * A target of which nothing is known.
     *
     * @param breaker shared by all credentials of the model at this address
     * @param credential shared by all models of this address
     * @param line of those who wait for it
     */
    public TargetHealth(
            Breaker breaker, CredentialHealth credential, AdaptiveLimit limit, Line line, DoubleSupplier random) {
        this.breaker = requireNonNull(breaker, "breaker");
        this.credential = requireNonNull(credential, "credential");
        this.limit = requireNonNull(limit, "limit");
        this.line = requireNonNull(line, "line");
        cooling = new Cooling(random);
        acceptance = new Acceptance(random);
    }

    public Standing standing(long now) {
        Standing ofCredential = credential.standing();
        if (ofCredential == Standing.DEAD) {
            return Standing.DEAD;
        }
        if (!breaker.closed()) {
            return Standing.OPEN;
        }
        return cooling.cools(now) ? Standing.COOLING : ofCredential;
    }

    /** The first moment at which it is worth asking, {@code now} if it is: orders targets of which none is ready. */
    public long readyAt(long now) {
        return later(now, later(now, credential.readyAt(now), breaker.readyAt(now)), cooling.readyAt(now));
    }

    /**
     * Whether an attempt may go there now; one that may has begun. A target that is ready takes every one; otherwise only
     * who is its trickle, its probe, or asks for its credential.
     *
     * @param small whether the request is a small one, which are preferred as probes
     */
    public boolean admit(long now, boolean small) {
        if (!cooling.admit(now)) {
            return false;
        }
        if (!breaker.admit(now, small)) {
            cooling.released(now);
            return false;
        }
        if (!credential.admit(now)) {
            breaker.released(now);
            cooling.released(now);
            return false;
        }
        IN_FLIGHT.incrementAndGet(this);
        return true;
    }

    /** Begins an attempt whatever the standing: for the last target that there is. */
    public void admitAnyway() {
        IN_FLIGHT.incrementAndGet(this);
    }

    /**
     * The first token of a stream came. The attempt is still under way.
     *
     * @param firstTokenNanos how long that took
     */
    public void answered(long admitted, long now, long firstTokenNanos) {
        answered(admitted, now);
        firstToken.add(now, firstTokenNanos);
        limit.answered(admitted, now, firstTokenNanos, inFlight);
        callIfRoom();
    }

    /**
     * An answer came that is not streamed. The attempt is still under way.
     *
     * @param nanos how long that took
     */
    public void answeredWhole(long admitted, long now, long nanos) {
        answered(admitted, now);
        wholeAnswer.add(now, nanos);
        limit.answeredWhole(inFlight);
        callIfRoom();
    }

    private void answered(long admitted, long now) {
        acceptance.took(now);
        breaker.answered(admitted, now);
        credential.answered(admitted);
    }

    /**
     * The attempt ended by failing, before or after its first token.
     *
     * @param retryAfterNanos how long the target asks to wait, -1 if it does not say
     */
    public void failed(long admitted, long now, Fault fault, long retryAfterNanos) {
        if (fault.countsAgainstTarget()) {
            breaker.failed(admitted, now);
        } else if (fault.failsProbe()) {
            breaker.limited(admitted, now);
        } else {
            breaker.released(admitted);
        }
        if (fault.tellsOverload()) {
            acceptance.turnedAway(now);
        } else {
            acceptance.took(now);
        }
        switch (fault) {
            case RATE, OVERLOADED -> {
                limit.turnedAway(admitted, now, inFlight);
                cooling.cool(now, retryAfterNanos);
            }
            case SERVER -> coolIfAsked(now, retryAfterNanos);
            case SILENT -> limit.turnedAway(admitted, now, inFlight);
            case CREDENTIAL -> credential.refused(now);
            case MONEY -> credential.outOfMoney(now);
            case UNREACHABLE, BROKEN, CONTEXT_LENGTH, CONTENT, UNKNOWN_MODEL, REQUEST, GARBAGE -> {
                // nothing but the breaker is concerned
            }
        }
        if (fault != Fault.CREDENTIAL && fault != Fault.MONEY) {
            credential.released(admitted);
        }
        end(admitted);
    }

    /** The attempt ended without a failure of the target: complete, given up, or lost in a race. */
    public void released(long admitted) {
        breaker.released(admitted);
        credential.released(admitted);
        end(admitted);
    }

    /** Takes what an answer's headers say of rate limits, whatever its status. */
    public void heard(long now, Allowance allowance) {
        rateLimits.heard(now, allowance);
        if (allowance.known()) {
            saysLimits = true;
        }
        long until = rateLimits.exhaustedUntil(now);
        if (until != now) {
            cooling.cool(now, until - now);
        }
    }

    public int inFlight() {
        return inFlight;
    }

    /** Sets how many may be under way at once, whatever it shows to take. */
    public void bound(int atOnce) {
        most = atOnce;
    }

    /** As many may be under way as it shows to take. */
    public void unbound() {
        most = AdaptiveLimit.MOST;
    }

    /** Whether as many are under way, or were called to be, as it has shown to take, or as it may; one more had better wait, or go elsewhere. */
    public boolean full() {
        return inFlight + line.called() >= places();
    }

    /** As many at once as it has shown to take, or as it may; {@link AdaptiveLimit#MOST} if neither is known. */
    public int places() {
        return Math.min(limit.limit(), most);
    }

    /** Draws whether a request had better go elsewhere, if it can, because too many were turned away of late. */
    public boolean spares(long now) {
        return acceptance.spares(now);
    }

    /** Those who wait for it. */
    public Line line() {
        return line;
    }

    /** Calls somebody who has waited for some time, if there is room or it is time to find out. */
    public void callIfRoom(long now) {
        if (!line.isEmpty()) {
            limit.waited(now, inFlight);
            callIfRoom();
        }
    }

    /** Calls somebody who waits, if there is room. */
    public void callIfRoom() {
        if (!line.isEmpty() && !full()) {
            line.freed();
        }
    }

    /** Time to the first token, a moving average that keeps peaks, or to a whole answer if none is streamed; 0 if nothing is known. */
    public double firstTokenNanos(long now) {
        double streamed = firstToken.nanos(now);
        return streamed > 0 ? streamed : wholeAnswer.nanos(now);
    }

    /** What one more request would find there: time to the first token by those that are under way. Less is better. */
    public double load(long now) {
        return firstTokenNanos(now) * (inFlight + 1);
    }

    public AdaptiveLimit limit() {
        return limit;
    }

    /** How much is left of its rate limits, from 0 to 1: 1 if it does not say. */
    public double remaining(long now) {
        return saysLimits ? rateLimits.remaining(now) : 1;
    }

    public RateLimits rateLimits() {
        return rateLimits;
    }

    public RetryBudget retryBudget() {
        return retryBudget;
    }

    private void end(long admitted) {
        cooling.released(admitted);
        IN_FLIGHT.decrementAndGet(this);
        callIfRoom();
    }

    private void coolIfAsked(long now, long retryAfterNanos) {
        if (retryAfterNanos >= 0) {
            cooling.cool(now, retryAfterNanos);
        }
    }

    private static long later(long now, long one, long other) {
        return one - now >= other - now ? one : other;
    }
}
