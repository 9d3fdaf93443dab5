package io.piuptime.app.discovery;

import static java.util.Objects.requireNonNull;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.known.LocalServer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for servers on this machine, at once and then again and again, on a thread of its own. */
public final class Discovery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(60);

    private final LocalServers servers;
    private final Supplier<GatewayConfig.Discovery> wish;
    private final Set<Integer> ownPorts;
    private final Runnable onChange;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("piup-discovery").factory());

    /**
     * Looks for nothing before it is started.
     *
     * @param wish what the configuration in force says
     * @param ownPorts on which this process listens, at which it never looks
     * @param onChange takes what was found into force
     */
    public Discovery(
            LocalServers servers, Supplier<GatewayConfig.Discovery> wish, Set<Integer> ownPorts, Runnable onChange) {
        this.servers = requireNonNull(servers, "servers");
        this.wish = requireNonNull(wish, "wish");
        this.ownPorts = Set.copyOf(ownPorts);
        this.onChange = requireNonNull(onChange, "onChange");
    }

    public void start() {
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(this::step, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Looks once, and takes what it finds into force if that is something else. */
    void step() {
        try {
            if (servers.look(ports(wish.get()))) {
                LOG.info("servers found on this machine: {}", text(servers.found()));
                onChange.run();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // a failure of one look must not end the looking
            LOG.error("servers on this machine could not be looked for", e);
        }
    }

    private Set<Integer> ports(GatewayConfig.Discovery wished) {
        if (!wished.local()) {
            return Set.of();
        }
        Set<Integer> ports = new LinkedHashSet<>(wished.ports().isEmpty() ? LocalServers.USUAL_PORTS : wished.ports());
        ports.removeAll(ownPorts);
        return ports;
    }

    private static String text(List<LocalServer> found) {
        return found.isEmpty()
                ? "none"
                : found.stream()
                        .map(server -> server.name() + " (" + server.models().size() + " models)")
                        .collect(Collectors.joining(", "));
    }
}
