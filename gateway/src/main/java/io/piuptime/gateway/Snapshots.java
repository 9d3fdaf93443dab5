package io.piuptime.gateway;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Holds the snapshot in force. Swapping is one write; exchanges under way keep the one they took. */
public final class Snapshots {
    private final AtomicReference<Snapshot> current;
    private final List<Consumer<Snapshot>> followers = new CopyOnWriteArrayList<>();

    public Snapshots(Snapshot first) {
        current = new AtomicReference<>(first);
    }

    public Snapshot current() {
        return current.get();
    }

    public void swap(Snapshot next) {
        current.set(next);
        followers.forEach(follower -> follower.accept(next));
    }

    /** Tells of every later snapshot, on the thread that swaps. */
    public void follow(Consumer<Snapshot> follower) {
        followers.add(follower);
    }
}
