package io.piuptime.app.publish;

import static java.util.Objects.requireNonNull;

import io.piuptime.control.nodes.NodesApi;
import io.piuptime.gateway.nodes.NodeState;
import io.piuptime.gateway.nodes.NodeStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says every few seconds how far this node is. That nobody can be told is no trouble of the node's own. */
public final class Beat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Beat.class);
    private static final long EVERY_SECONDS = 2;
    /** What was silent for so long does not come back under its name. */
    private static final Duration FORGOTTEN = Duration.ofDays(7);

    private final NodeStore store;
    private final Node node;
    private final Supplier<NodeState.Progress> progress;
    private final KnownNodes known;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("piup-beat").factory());
    private boolean silent;

    /** Who says it. */
    public record Node(String id, String version, Instant startedAt) {
        public Node {
            requireNonNull(id, "id");
            requireNonNull(version, "version");
            requireNonNull(startedAt, "startedAt");
        }
    }

    /**
     * Says how far a node is.
     *
     * @param known keeps how many nodes there are
     */
    public Beat(
            NodeStore store, Node node, Supplier<NodeState.Progress> progress, KnownNodes known, InstantSource clock) {
        this.store = requireNonNull(store, "store");
        this.node = requireNonNull(node, "node");
        this.progress = requireNonNull(progress, "progress");
        this.known = requireNonNull(known, "known");
        this.clock = requireNonNull(clock, "clock");
    }

    public void start() {
        ScheduledFuture<?> _ = thread.scheduleWithFixedDelay(this::say, 0, EVERY_SECONDS, TimeUnit.SECONDS);
        ScheduledFuture<?> _ = thread.scheduleWithFixedDelay(this::forget, 1, 24, TimeUnit.HOURS);
    }

    /** Says it once. */
    void say() {
        try {
            store.say(new NodeState(node.id(), node.version(), node.startedAt(), clock.instant(), progress.get()));
            Instant alive = clock.instant().minus(NodesApi.SILENT);
            known.are((int) store.all().stream()
                    .filter(one -> one.seenAt().isAfter(alive))
                    .count());
            silent = false;
        } catch (RuntimeException e) {
            if (!silent) {
                LOG.warn("nobody can be told how far this node is: {}", e.toString());
            }
            silent = true;
        }
    }

    private void forget() {
        try {
            store.forget(clock.instant().minus(FORGOTTEN));
        } catch (RuntimeException e) {
            LOG.debug("nodes that are gone could not be forgotten", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
