package io.piuptime.gateway.accept;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The event loops, shared by all listeners and connections. */
public final class Network implements AutoCloseable {
    private final Vertx vertx;
    private final int loops;

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
                .setPreferNativeTransport(true)
                .setBlockedThreadCheckInterval(1)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MINUTES)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)
                        .setFileCacheDir(scratch.toString()));
        vertx = Vertx.vertx(options);
    }

    /** For the listeners in the folders below this one. */
    public Vertx vertx() {
        return vertx;
    }

    int loops() {
        return loops;
    }

    @Override
    public void close() {
        Waiting.await(vertx.close());
    }
}
