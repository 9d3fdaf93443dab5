package io.piuptime.gateway.load;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.catalog.Provider;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Asks engines how busy they are: each by a thread of its own, so that a slow one delays no other and is never asked twice at
 * once. Asks nobody as long as nobody's load matters.
 */
public final class Scraper implements AutoCloseable {
    /** Shares of the pause. */
    private static final double LEAST = 0.9;

    private static final double SPREAD = 0.2;

    private final Engines engines;
    private final MetricsSource source;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final AtomicLong failures = new AtomicLong();
    private final Map<MetricsAddress, Thread> asked = new HashMap<>();

    /**
     * One that asks over HTTP.
     *
     * @param nanos the clock that health is told by
     * @param random spreads the questions, used under a lock
     */
    public Scraper(Engines engines, LongSupplier nanos, RandomGenerator random) {
        this(engines, new HttpMetrics(), nanos, random);
    }

    Scraper(Engines engines, MetricsSource source, LongSupplier nanos, RandomGenerator random) {
        this.engines = requireNonNull(engines, "engines");
        this.source = requireNonNull(source, "source");
        this.nanos = requireNonNull(nanos, "nanos");
        this.random = requireNonNull(random, "random");
    }

    /** Asks these providers from now on and no others. */
    public synchronized void follow(Collection<Provider> providers) {
        Collection<MetricsAddress> wanted = oneEach(providers);
        asked.entrySet().removeIf(entry -> {
            boolean unwanted = !wanted.contains(entry.getKey());
            if (unwanted) {
                entry.getValue().interrupt();
            }
            return unwanted;
        });
        engines.keep(wanted.stream().map(MetricsAddress::address).collect(Collectors.toSet()));
        for (MetricsAddress address : wanted) {
            asked.computeIfAbsent(
                    address,
                    _ -> Thread.ofVirtual()
                            .name("piup-metrics")
                            .start(() -> ask(new Look(address, source, engines, nanos, failures))));
        }
    }

    /** How many questions were not answered as they should be. */
    public long failures() {
        return failures.get();
    }

    @Override
    public synchronized void close() {
        asked.values().forEach(Thread::interrupt);
        asked.clear();
        source.close();
    }

    private synchronized double draw() {
        return random.nextDouble();
    }

    /** An engine that is asked with several keys tells its load to one of them: to the same as before, if it is still there. */
    private Collection<MetricsAddress> oneEach(Collection<Provider> providers) {
        Map<URI, MetricsAddress> wanted = new HashMap<>();
        for (Provider provider : providers) {
            MetricsAddress address = MetricsAddress.of(provider);
            if (asked.containsKey(address)) {
                wanted.put(address.address(), address);
            } else {
                wanted.putIfAbsent(address.address(), address);
            }
        }
        return wanted.values();
    }

    /** Until the thread is interrupted. */
    private void ask(Look look) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look.once();
                long pause = (long) (look.pauseNanos() * (LEAST + SPREAD * draw()));
                long end = System.nanoTime() + pause;
                for (long left = pause;
                        left > 0 && !Thread.currentThread().isInterrupted();
                        left = end - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
