package io.piuptime.testkit.torture;

import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.torture.history.Letting.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/** Asks nodes again and again whether Redis answers them: whenever it does not, limits go by other rules. */
final class Watch implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(300);

    private final Nodes nodes;
    private final List<Trouble> troubles = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** Begins to watch. */
    Watch(Nodes nodes) {
        this.nodes = nodes;
        for (int at = 0; at < nodes.count(); at++) {
            int node = at;
            threads.add(Thread.ofVirtual().start(() -> watch(node)));
        }
    }

    /** When a node did not say that Redis had answered all that it asked. */
    List<Trouble> troubles() {
        return List.copyOf(troubles);
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void watch(int node) {
        OptionalLong known = nodes.unanswered(node);
        long knownAt = System.nanoTime();
        while (!over) {
            Await.elapsed(BETWEEN);
            long askedAt = System.nanoTime();
            OptionalLong now = nodes.unanswered(node);
            if (now.isEmpty() || !now.equals(known)) {
                troubles.add(new Trouble(knownAt, System.nanoTime()));
            }
            known = now;
            knownAt = askedAt;
        }
    }
}
