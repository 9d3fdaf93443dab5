package io.piuptime.testkit.nodes;

import io.piuptime.gateway.budget.rate.Binding;
import io.piuptime.gateway.budget.rate.Taken;
import io.piuptime.gateway.budget.rate.Wants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Many clients who all want more than a limit allows, at several nodes at once; notes when each was let in. */
public final class Rush {
    /** Before a client that was refused comes again. */
    private static final long REFUSED = 2_000_000;

    private static final long LONGEST = 3_000_000;

    private final Binding bound;
    private final List<Admitted> admitted = Collections.synchronizedList(new ArrayList<>());

    /** Who was let in, and how much it used in the end. */
    public record Admitted(long millis, int node, long amount) {}

    public Rush(Binding bound) {
        this.bound = bound;
    }

    /**
     * Runs clients until the time is over.
     *
     * @param clients how many there are at each node
     * @param estimate of each one's tokens, before they are known
     * @param real the most that it uses, at least 1
     */
    public void run(List<LimitedNode> nodes, int[] clients, Duration time, long estimate, long real) {
        long end = System.nanoTime() + time.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int node = 0; node < clients.length; node++) {
                for (int client = 0; client < clients[node]; client++) {
                    int at = node;
                    long seed = 31L * node + client;
                    threads.execute(() -> client(nodes.get(at), at, end, estimate, real, new Random(seed)));
                }
            }
        }
    }

    private void client(LimitedNode node, int number, long end, long estimate, long real, Random random) {
        while (System.nanoTime() - end < 0) {
            Optional<Taken> taken = node.take(bound, new Wants(1, estimate, 0));
            if (taken.isEmpty()) {
                LockSupport.parkNanos(REFUSED);
                continue;
            }
            long used = 1 + random.nextLong(real);
            admitted.add(new Admitted(node.millis(), number, used));
            LockSupport.parkNanos(random.nextLong(LONGEST));
            taken.get().settle(new Wants(1, used, 0));
        }
    }

    /** Everybody who was let in, in order of time. */
    public List<Admitted> admitted() {
        return admitted.stream()
                .sorted(Comparator.comparingLong(Admitted::millis))
                .toList();
    }
}
