package io.piuptime.gateway.accept.repeat;

import io.piuptime.gateway.Bytes;
import java.util.concurrent.atomic.AtomicInteger;

/** A follower that counts what it is told. */
final class Told implements Follower {
    final AtomicInteger moves = new AtomicInteger();
    final AtomicInteger beats = new AtomicInteger();

    @Override
    public void moved() {
        moves.incrementAndGet();
    }

    @Override
    public void beat(Bytes comment) {
        beats.incrementAndGet();
    }
}
