package io.piuptime.gateway.budget;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all exchanges together may hold in memory. What does not fit is refused, so memory stays bounded. */
public final class ByteBudget {
    private final AtomicLong held = new AtomicLong();

    /** Takes bytes if they fit. The limit comes with the call, for it changes with the configuration. */
    public boolean take(long bytes, long limit) {
        if (held.addAndGet(bytes) <= limit) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    /** Notes bytes that are there already and cannot be refused; who adds has to stop its source beyond the limit. */
    public void add(long bytes) {
        held.addAndGet(bytes);
    }

    public void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    public long held() {
        return held.get();
    }
}
