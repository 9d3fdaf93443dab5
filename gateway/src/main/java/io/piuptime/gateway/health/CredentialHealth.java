package io.piuptime.gateway.health;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * Whether a provider takes a credential. One that is refused is dead until its configuration names another secret; one
 * whose account has no money cools for 10 minutes. Either way one request in 5 or 10 minutes asks whether that changed.
 * Only what the provider says of the credential gets here: no timeout and no failure condemns it.
 */
public final class CredentialHealth {
    private static final long DEAD_NANOS = 300_000_000_000L;
    private static final long NO_MONEY_NANOS = 600_000_000_000L;

    private static final Trouble NONE = new Trouble(Standing.READY, 0, 0, 0, 0);

    private static final AtomicReferenceFieldUpdater<CredentialHealth, Trouble> TROUBLE =
            AtomicReferenceFieldUpdater.newUpdater(CredentialHealth.class, Trouble.class, "trouble");

    private volatile Trouble trouble = NONE;

    /** {@link Standing#READY}, {@link Standing#COOLING} (no money) or {@link Standing#DEAD}. */
    public Standing standing() {
        return trouble.standing;
    }

    /** When a request may go or ask: {@code now} if one may now. */
    public long readyAt(long now) {
        Trouble current = trouble;
        return !current.lasts() || now - current.askFrom >= 0 ? now : current.askFrom;
    }

    /** Whether an attempt may go; while the credential is in trouble, one in each interval. */
    public boolean admit(long now) {
        Trouble current = trouble;
        if (!current.lasts()) {
            return true;
        }
        if (now - current.askFrom < 0) {
            return false;
        }
        return TROUBLE.compareAndSet(this, current, current.asked(now)) || !trouble.lasts();
    }

    /** The provider refused it. */
    public void refused(long now) {
        Trouble current = trouble;
        while (current.standing != Standing.DEAD) {
            if (TROUBLE.compareAndSet(
                    this, current, new Trouble(Standing.DEAD, now, now + DEAD_NANOS, DEAD_NANOS, 0))) {
                return;
            }
            current = trouble;
        }
    }

    /** The provider says that its account has no money left, or may spend no more. */
    public void outOfMoney(long now) {
        Trouble current = trouble;
        if (!current.lasts()) {
            TROUBLE.compareAndSet(
                    this, current, new Trouble(Standing.COOLING, now, now + NO_MONEY_NANOS, NO_MONEY_NANOS, 0));
        }
    }

    /** An attempt with it was answered: of one that was admitted since the trouble began, this ends it. */
    public void answered(long admitted) {
        Trouble current = trouble;
        while (current.lasts() && admitted - current.since >= 0) {
            if (TROUBLE.compareAndSet(this, current, NONE)) {
                return;
            }
            current = trouble;
        }
    }

    /** An attempt ended and says nothing of the credential: if it was the one that asks, the next may ask. */
    public void released(long admitted) {
        Trouble current = trouble;
        if (current.lasts() && current.asked == admitted && current.askFrom - admitted == current.interval) {
            TROUBLE.compareAndSet(this, current, current.unasked(admitted));
        }
    }

    /**
     * Why a credential does not go.
     *
     * @param askFrom when a request may ask next
     * @param asked when the one that asked last was admitted
     */
    private record Trouble(Standing standing, long since, long askFrom, long interval, long asked) {
        boolean lasts() {
            return standing != Standing.READY;
        }

        Trouble asked(long now) {
            return new Trouble(standing, since, now + interval, interval, now);
        }

        Trouble unasked(long now) {
            return new Trouble(standing, since, now, interval, 0);
        }
    }
}
