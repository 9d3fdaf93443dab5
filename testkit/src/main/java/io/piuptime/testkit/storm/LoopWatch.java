package io.piuptime.testkit.storm;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks again and again at what the threads of a name do, for as long as it is open: a call that waits for a store that is
 * frozen is seen for certain.
 */
public final class LoopWatch implements AutoCloseable {
    /** How the threads that serve exchanges are called. */
    public static final String LOOPS = "vert.x-eventloop-thread-";

    /** What belongs to stores, and whatever they call. */
    public static final List<String> STORES = List.of(
            "io.piuptime.stores.postgres.",
            "io.piuptime.stores.redis.",
            "io.piuptime.stores.sqlite.",
            "org.postgresql.",
            "com.zaxxer.hikari.",
            "org.sqlite.");

    /** Reads what is known, and asks nobody. */
    private static final Set<String> HARMLESS = Set.of("io.piuptime.stores.redis.Redis.trouble");

    private static final long PAUSE_NANOS = 2_000_000;

    private final String threads;
    private final List<String> classes;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong looks = new AtomicLong();
    private final Set<String> offences = new ConcurrentSkipListSet<>();
    private final Thread watching;

    private LoopWatch(String threads, List<String> classes) {
        this.threads = threads;
        this.classes = List.copyOf(classes);
        this.watching = Thread.ofPlatform().daemon().name("loop-watch").start(this::watch);
    }

    /**
     * Begins.
     *
     * @param threads how the names of those begin that are looked at
     * @param classes how the names of those begin that must not be found there
     */
    public static LoopWatch start(String threads, List<String> classes) {
        return new LoopWatch(threads, classes);
    }

    /** How often one of the threads was looked at. */
    public long looks() {
        return looks.get();
    }

    /** What was found that must not be there: the thread, and the method. */
    public Set<String> offences() {
        return Set.copyOf(offences);
    }

    @Override
    public void close() {
        closed.set(true);
        LockSupport.unpark(watching);
    }

    private void watch() {
        while (!closed.get()) {
            Thread.getAllStackTraces().forEach((thread, stack) -> {
                if (thread.getName().startsWith(threads)) {
                    looks.incrementAndGet();
                    Arrays.stream(stack)
                            .filter(frame -> classes.stream().anyMatch(frame.getClassName()::startsWith))
                            .filter(frame -> !HARMLESS.contains(frame.getClassName() + "." + frame.getMethodName()))
                            .forEach(frame -> offences.add(thread.getName() + ": " + frame));
                }
            });
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
