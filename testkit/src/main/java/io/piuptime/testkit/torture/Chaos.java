package io.piuptime.testkit.torture;

import io.piuptime.testkit.raw.Await;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Every two to five seconds something is killed, frozen or cut off for a while; one thing at a time is broken, or two. */
final class Chaos {
    private static final int LEAST_PAUSE = 2_000;
    private static final int MOST_PAUSE = 5_000;
    private static final int LEAST_DOWN = 300;
    private static final int MOST_DOWN = 3_000;

    private final Nodes nodes;
    private final Stores stores;
    private final SplittableRandom random;
    private final Map<String, Integer> done = new TreeMap<>();

    private enum Fault {
        KILL_NODE,
        FREEZE_NODE,
        PARTITION_NODE,
        KILL_DATABASE,
        FREEZE_DATABASE,
        KILL_SHARED,
        FREEZE_SHARED
    }

    Chaos(Nodes nodes, Stores stores, long seed) {
        this.nodes = nodes;
        this.stores = stores;
        this.random = new SplittableRandom(seed);
    }

    /** Breaks things until the time is over, and leaves all of them whole. */
    void run(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            Await.elapsed(Duration.ofMillis(random.nextInt(LEAST_PAUSE, MOST_PAUSE)));
            if (System.nanoTime() - end < 0) {
                breakSomething();
            }
        }
    }

    /** How often what was done. */
    Map<String, Integer> done() {
        return Map.copyOf(done);
    }

    private void breakSomething() {
        Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        play(fault, random.nextInt(nodes.count()), Duration.ofMillis(random.nextInt(LEAST_DOWN, MOST_DOWN)));
        done.merge(fault.name().toLowerCase(Locale.ROOT).replace('_', '-'), 1, Integer::sum);
    }

    private void play(Fault fault, int node, Duration down) {
        switch (fault) {
            case KILL_NODE -> {
                nodes.kill(node);
                Await.elapsed(down);
                nodes.restart(node);
            }
            case FREEZE_NODE -> {
                nodes.freeze(node, true);
                Await.elapsed(down);
                nodes.freeze(node, false);
            }
            case PARTITION_NODE -> {
                nodes.partition(node, true);
                Await.elapsed(down);
                nodes.partition(node, false);
            }
            case KILL_DATABASE -> killed(Stores.Store.DATABASE, down);
            case KILL_SHARED -> killed(Stores.Store.SHARED, down);
            case FREEZE_DATABASE -> frozen(Stores.Store.DATABASE, down);
            case FREEZE_SHARED -> frozen(Stores.Store.SHARED, down);
        }
    }

    private void killed(Stores.Store store, Duration down) {
        stores.kill(store);
        Await.elapsed(down);
        stores.restart(store);
    }

    private void frozen(Stores.Store store, Duration down) {
        stores.freeze(store, true);
        Await.elapsed(down);
        stores.freeze(store, false);
    }
}
