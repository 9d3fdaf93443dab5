package io.piuptime.testkit.fault;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** The toxics of one direction as they are now; whoever waits on them notices a change at once. */
final class Dial {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turned = lock.newCondition();
    private final RandomGenerator random;
    private Toxics toxics = Toxics.NONE;

    Dial(RandomGenerator random) {
        this.random = random;
    }

    Toxics now() {
        lock.lock();
        try {
            return toxics;
        } finally {
            lock.unlock();
        }
    }

    void turn(Toxics next) {
        lock.lock();
        try {
            toxics = next;
            turned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How long bytes that are read now are to be held. */
    long holdNanos() {
        lock.lock();
        try {
            long jitter = toxics.jitter().toNanos();
            return toxics.latency().toNanos() + (jitter == 0 ? 0 : random.nextLong(jitter));
        } finally {
            lock.unlock();
        }
    }

    void awaitThaw() throws InterruptedException {
        lock.lock();
        try {
            while (toxics.frozen()) {
                turned.await();
            }
        } finally {
            lock.unlock();
        }
    }

    void pause(Duration time) throws InterruptedException {
        pause(time.toNanos());
    }

    /** Waits; a turn of the dial ends it. */
    void pause(long nanos) throws InterruptedException {
        lock.lock();
        try {
            Toxics before = toxics;
            long left = nanos;
            while (left > 0 && toxics.equals(before)) {
                left = turned.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
