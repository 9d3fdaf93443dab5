package io.piuptime.gateway.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one address again and again, and tells its engines what it says. Of failures only the first and the end are logged.
 * Used by one thread.
 */
final class Look {
    private static final Logger LOG = LoggerFactory.getLogger(Look.class);
    /** Who fails so often in a row is asked less often. */
    private static final int MANY = 5;

    private static final int RARELY = 4;

    private final MetricsAddress address;
    private final MetricsSource source;
    private final Engines engines;
    private final LongSupplier nanos;
    private final AtomicLong failures;
    private int failedInARow;

    Look(MetricsAddress address, MetricsSource source, Engines engines, LongSupplier nanos, AtomicLong failures) {
        this.address = address;
        this.source = source;
        this.engines = engines;
        this.nanos = nanos;
        this.failures = failures;
    }

    /** What was ours when the engine was asked. */
    private record Watched(String model, Engine engine, int ours) {}

    /** Asks once. */
    void once() throws InterruptedException {
        List<Watched> watched = new ArrayList<>();
        engines.each(address.address(), (model, engine) -> watched.add(new Watched(model, engine, engine.ours())));
        if (watched.isEmpty()) {
            return;
        }
        long at = nanos.getAsLong();
        try {
            Collection<Sample> samples = MetricsText.samples(source.text(address), EngineKind::isTold);
            boolean told = false;
            for (Watched one : watched) {
                told |= EngineKind.load(samples, one.model(), at)
                        .map(load -> {
                            one.engine().told(load, one.ours());
                            return true;
                        })
                        .orElse(false);
            }
            if (told) {
                succeeded();
            } else {
                failed("nothing is told in the words of vLLM, SGLang, TGI or llama.cpp");
            }
        } catch (IOException | RuntimeException e) {
            failed(String.valueOf(e.getMessage()));
        }
    }

    /** How long until it is asked again. */
    long pauseNanos() {
        return address.every().toNanos() * (failedInARow < MANY ? 1 : RARELY);
    }

    private void succeeded() {
        if (failedInARow > 0) {
            LOG.info("metrics of {}: read again", address.address());
        }
        failedInARow = 0;
    }

    private void failed(String why) {
        failures.incrementAndGet();
        if (failedInARow == 0) {
            LOG.warn(
                    "metrics of {}: {}; until they are read again its load is what this gateway sends there",
                    address.address(),
                    why);
        }
        failedInARow++;
    }
}
