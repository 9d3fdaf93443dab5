package io.piuptime.app.run;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.load.ConfigLoader;
import io.piuptime.app.config.load.ConfigWatcher;
import io.piuptime.app.config.load.Loaded;
import io.piuptime.app.config.publish.Published;
import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.app.config.read.Problem;
import io.piuptime.app.publish.Joining;
import io.piuptime.control.snapshot.Reload;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes changes of the configuration file into force, by itself within a second or when asked to. */
final class Reloading implements Reload, Joining, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

    private final ConfigLoader loader;
    private final Optional<Path> file;
    private final Consumer<Loaded> taker;
    private final Optional<ConfigWatcher> watcher;
    private volatile Loaded current;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final AtomicLong failures = new AtomicLong();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("piup-config").factory());

    Reloading(ConfigLoader loader, Optional<Path> file, Loaded started, InstantSource clock, Consumer<Loaded> taker) {
        this.loader = loader;
        this.file = file;
        this.taker = taker;
        this.watcher = file.map(path -> new ConfigWatcher(loader, path, started, clock, this::take, this::refuse));
        this.current = started;
        started.problems().forEach(problem -> LOG.warn("configuration: {}", problem.text()));
        if (started.source() == Loaded.Source.LAST_GOOD) {
            LOG.error("the configuration file cannot be used: this is what it said when it last could");
        }
    }

    void start() {
        watcher.ifPresent(watching -> {
            ScheduledFuture<?> _ = thread.scheduleWithFixedDelay(() -> step(watching), 1, 1, TimeUnit.SECONDS);
        });
    }

    long failures() {
        return failures.get();
    }

    @Override
    public synchronized Outcome reload() {
        if (file.isEmpty()) {
            return new Outcome.Taken(revision());
        }
        try {
            take(loader.load(file.get()));
            return new Outcome.Taken(revision());
        } catch (InvalidConfigException e) {
            refuse(e.problems());
            return new Outcome.Refused(texts(e));
        }
    }

    @Override
    public synchronized List<String> join(Published document) {
        try {
            take(loader.with(current, document));
            return List.of();
        } catch (InvalidConfigException e) {
            return texts(e);
        }
    }

    @Override
    public List<String> check(Published document) {
        try {
            loader.check(current, document);
            return List.of();
        } catch (InvalidConfigException e) {
            return texts(e);
        }
    }

    /** The configuration in force. */
    GatewayConfig config() {
        return current.config();
    }

    /** Takes what a name stands for now into force, on the thread that looks after the configuration. */
    void soon() {
        if (waiting.compareAndSet(false, true)) {
            thread.execute(() -> {
                waiting.set(false);
                try {
                    again();
                } catch (RuntimeException e) {
                    LOG.error("what has changed beside the configuration could not be taken into force", e);
                }
            });
        }
    }

    /** Takes what is found on this machine now into force. */
    synchronized void again() {
        take(loader.again(current));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private synchronized void step(ConfigWatcher watching) {
        try {
            watching.step();
        } catch (RuntimeException e) {
            // a failure of one look must not end the looking
            LOG.error("the configuration could not be looked at", e);
        }
    }

    private static List<String> texts(InvalidConfigException e) {
        return e.problems().stream().map(Problem::text).toList();
    }

    private long revision() {
        return current.snapshot().revision();
    }

    private void take(Loaded loaded) {
        taker.accept(loaded);
        current = loaded;
        LOG.info("configuration: revision {} is in force", loaded.snapshot().revision());
        loaded.problems().forEach(problem -> LOG.warn("configuration: {}", problem.text()));
    }

    private void refuse(List<Problem> problems) {
        failures.incrementAndGet();
        problems.forEach(problem -> LOG.error("configuration refused: {}", problem.text()));
    }
}
