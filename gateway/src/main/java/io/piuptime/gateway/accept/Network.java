package io.piuptime.gateway.accept;

import io.piuptime.gateway.accept.connection.Door;
import io.piuptime.gateway.accept.connection.WatchedTransport;
import io.piuptime.gateway.egress.CheckedHosts;
import io.piuptime.gateway.send.fetch.GuardedFetch;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Event loops, shared by the listeners and connections that are put on them. */
public final class Network implements AutoCloseable {
    /** A name server that says nothing for so long says nothing in time to ask another target. */
    private static final Duration NAME_SERVER = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final int loops;
    private final AtomicReference<Door> door = new AtomicReference<>(Door.OPEN);

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
                .withTransport(new WatchedTransport(WatchedTransport.best(), door::get))
                .build();
    }

    /** For the listeners in the folders below this one. */
    public Vertx vertx() {
        return vertx;
    }

    /** Sends single requests over these loops, to where rules let them go. It ends with the loops. */
    public GuardedFetch fetch(CheckedHosts hosts, Executor away) {
        return new GuardedFetch(vertx, hosts, away);
    }

    int loops() {
        return loops;
    }

    /** How connections are received from now on. */
    void door(Door next) {
        door.set(next);
    }

    @Override
    public void close() {
        Waiting.await(vertx.close());
    }
}
