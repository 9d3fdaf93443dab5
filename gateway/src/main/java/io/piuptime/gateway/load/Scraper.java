package io.piuptime.gateway.load;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.catalog.Provider;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Asks engines how busy they are: each by a thread of its own, so that a slow one delays no other and is never asked twice at
 * once. Asks nobody as long as nobody's load matters.
 */
public final class Scraper implements AutoCloseable {
    private final Engines engines;
    private final MetricsSource source;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final AtomicLong failures = new AtomicLong();
    private final Map<MetricsAddress, Asking> asked = new HashMap<>();

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
        Set<MetricsAddress> wanted =
                providers.stream().map(MetricsAddress::of).collect(Collectors.toCollection(HashSet::new));
        asked.entrySet().removeIf(entry -> {
            boolean unwanted = !wanted.contains(entry.getKey());
            if (unwanted) {
                entry.getValue().end.countDown();
            }
            return unwanted;
        });
        engines.keep(wanted.stream().map(MetricsAddress::address).collect(Collectors.toSet()));
        for (MetricsAddress address : wanted) {
            asked.computeIfAbsent(address, _ -> {
                Asking asking = new Asking(new Look(address, source, engines, nanos, failures));
                Thread.ofVirtual().name("piup-metrics").start(asking);
                return asking;
            });
        }
    }

    /** How many questions were not answered as they should be. */
    public long failures() {
        return failures.get();
    }

    @Override
    public synchronized void close() {
        asked.values().forEach(asking -> asking.end.countDown());
        asked.clear();
        source.close();
    }

    private synchronized double draw() {
        return random.nextDouble();
    }

    /** One address, asked until the end. */
    private final class Asking implements Runnable {
        private final Look look;
        private final CountDownLatch end = new CountDownLatch(1);

        Asking(Look look) {
            this.look = look;
        }

        @Override
        public void run() {
            try {
                do {
                    look.once();
                } while (!end.await((long) (look.pauseNanos() * (0.9 + 0.2 * draw())), TimeUnit.NANOSECONDS));
            } catch (InterruptedException _) {
                // nobody interrupts but to end it
                Thread.currentThread().interrupt();
            }
        }
    }
}
