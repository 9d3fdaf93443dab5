package io.piuptime.gateway.accept;

import io.piuptime.gateway.Limits;
import io.piuptime.gateway.accept.connection.WatchedTransport;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The event loops, shared by all listeners and connections. */
public final class Network implements AutoCloseable {
    /** A name server that says nothing for so long says nothing in time to ask another target. */
    private static final Duration NAME_SERVER = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final int loops;
    private final AtomicReference<Supplier<Duration>> headTime = new AtomicReference<>(Limits.Arrival.DEFAULT::head);

    /**
     * Starts the loops.
     *
     * @param loops threads that move bytes; one a core is right
     * @param scratch folder for files that live no longer than the process
     */
    public Network(int loops, Path scratch) {
        this.loops = loops;
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(loops)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2)
                .setBlockedThreadCheckInterval(1)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MINUTES)
                .setAddressResolverOptions(new AddressResolverOptions().setQueryTimeout(NAME_SERVER.toMillis()))
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)
                        .setFileCacheDir(scratch.toString()));
        vertx = Vertx.builder()
                .with(options)
                .withTransport(new WatchedTransport(
                        WatchedTransport.best(), () -> headTime.get().get()))
                .build();
    }

    /** For the listeners in the folders below this one. */
    public Vertx vertx() {
        return vertx;
    }

    int loops() {
        return loops;
    }

    /** How long the first head of a connection may take from now on. */
    void headTime(Supplier<Duration> time) {
        headTime.set(time);
    }

    @Override
    public void close() {
        Waiting.await(vertx.close());
    }
}
