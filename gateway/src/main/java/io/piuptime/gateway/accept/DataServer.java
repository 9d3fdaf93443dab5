package io.piuptime.gateway.accept;

import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.accept.connection.Connections;
import io.piuptime.gateway.accept.connection.Door;
import io.piuptime.gateway.accept.connection.LoopWatch;
import io.piuptime.gateway.budget.ByteBudget;
import io.piuptime.gateway.health.HealthKey;
import io.piuptime.gateway.health.hedge.Hedges;
import io.piuptime.gateway.pressure.Level;
import io.piuptime.gateway.pressure.Pressure;
import io.piuptime.gateway.pressure.shed.Overload;
import io.piuptime.gateway.pressure.shed.Shed;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.gateway.route.Candidates;
import io.piuptime.gateway.send.Loop;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The data listener: takes exchanges on every event loop. */
public final class DataServer implements AutoCloseable {
    /** Exchanges that are still under way this long before the end of a drain are told so. */
    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final int MOST_TRIES = 5;

    /** Of so many targets the health is known each for itself. */
    private static final int TARGETS = 100_000;

    private final Network network;
    private final DataPlane plane;
    private final ByteBudget buffers;
    private final Overload overload;
    private final LongSupplier nanos;
    private final AtomicBoolean draining;
    private final io.piuptime.gateway.health.Health targets;
    private final RandomGenerator random;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Unit> units = new CopyOnWriteArrayList<>();

    public DataServer(
            Network network,
            DataPlane.Parts parts,
            ByteBudget buffers,
            Overload overload,
            AtomicBoolean draining,
            LongSupplier nanos) {
        this.network = network;
        this.draining = draining;
        this.overload = overload;
        this.plane = new DataPlane(
                network.vertx(), parts, draining::get, () -> overload.pressure().level() == Level.BLACK);
        this.buffers = buffers;
        this.nanos = nanos;
        this.random = parts.random();
        SplittableRandom jitter = new SplittableRandom(random.nextLong());
        this.targets = new io.piuptime.gateway.health.Health(
                TARGETS,
                () -> {
                    synchronized (jitter) {
                        return jitter.nextDouble();
                    }
                },
                new Queue(nanos));
        parts.snapshots().follow(this::swapped);
        overload.pressure().follow(this::relieve);
        network.door(new ByPressure());
    }

    /** What is known of all targets. */
    public io.piuptime.gateway.health.Health targets() {
        return targets;
    }

    /** Where exchanges wait for places at targets. */
    public Queue queue() {
        return targets.queue();
    }

    /** What is known of models that are hedged. */
    public Hedges hedges() {
        return targets.hedges();
    }

    /**
     * Listens. Returns the port.
     *
     * @throws IllegalStateException when the address cannot be had
     */
    public int start(ListenAddress address) {
        for (int tries = 1; ; tries++) {
            try {
                deploy(address.port() == 0 ? address.at(freePort(address.host())) : address);
                return units.getFirst().port();
            } catch (IllegalStateException e) {
                // another process may have taken the free port in between
                if (address.port() != 0 || tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Takes a renewed certificate into use for new connections. */
    public void renew(ListenAddress.Pem pem) {
        units.forEach(unit -> unit.renew(pem));
    }

    /** Ends the exchanges of a key that are under way. */
    public void breakOff(String keyId) {
        units.forEach(unit -> unit.breakOff(keyId));
    }

    public int connections() {
        return connections.get();
    }

    /**
     * Stops taking connections and waits until every exchange has ended, or until the time is up; then the rest is told so
     * and cut.
     */
    public void drain(Duration grace) {
        draining.set(true);
        Duration patience = grace.compareTo(LAST_WORD) > 0 ? grace.minus(LAST_WORD) : Duration.ZERO;
        long warning = network.vertx().setTimer(Math.max(1, patience.toMillis()), _ -> units.forEach(Unit::lastWord));
        Waiting.await(
                Future.join(units.stream().map(unit -> unit.shutdown(grace)).toList()));
        network.vertx().cancelTimer(warning);
    }

    @Override
    public void close() {
        units.forEach(Unit::close);
    }

    /** A port that is free now: the loops can share a port only if they know its number. */
    private static int freePort(String host) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port on " + host + ": " + e.getMessage(), e);
        }
    }

    private void deploy(ListenAddress address) {
        DeploymentOptions options = new DeploymentOptions().setInstances(network.loops());
        Waiting.await(network.vertx().deployVerticle(() -> new Start(address), options));
    }

    /** Without memory for what is there already, the stream that holds most of it is given up, one at a time. */
    private void relieve(Pressure.State state) {
        if (state.noMemory()) {
            Future.join(units.stream().map(Unit::heaviest).toList())
                    .onSuccess(all -> all.<Optional<Heavy>>list().stream()
                            .flatMap(Optional::stream)
                            .max(Comparator.comparingLong(Heavy::unsent))
                            .ifPresent(heavy -> heavy.of().giveUp(heavy.passage())));
        }
    }

    /** Connections are received while there are files for them. */
    private final class ByPressure implements Door {
        @Override
        public Duration headTime() {
            return plane.snapshots().current().limits().arrival().head();
        }

        @Override
        public boolean turnsAway() {
            boolean away = overload.pressure().state().noDescriptors();
            if (away) {
                overload.sheds().count(Shed.CONNECTION);
            }
            return away;
        }
    }

    /** A reply of which the caller has not taken so many bytes. */
    private record Heavy(Unit of, Passage passage, long unsent) {}

    /** What is known of targets stays, as long as their providers and credentials do. */
    private void swapped(Snapshot snapshot) {
        targets.keep(Stream.concat(snapshot.offer().providers().stream(), snapshot.accounts().providers().stream())
                .map(HealthKey::of)
                .collect(Collectors.toSet()));
        units.forEach(unit -> unit.swapped(snapshot));
    }

    /** Deploys a {@link Unit} on the loop that it is given. */
    private final class Start implements Deployable {
        private final ListenAddress address;

        Start(ListenAddress address) {
            this.address = address;
        }

        @Override
        public Future<?> deploy(Context context) {
            Unit unit = new Unit(context, address);
            return unit.listen().onSuccess(_ -> units.add(unit));
        }
    }

    /** The part of the server that lives on one event loop. */
    private final class Unit {
        private final Context context;
        private final Loop loop;
        private final Reception reception;
        private final Connections callers;
        private final LoopWatch watch;
        private final HttpServer server;

        Unit(Context context, ListenAddress address) {
            this.context = context;
            Candidates candidates = new Candidates(targets, plane.engines(), new SplittableRandom(random.nextLong()));
            loop = new Loop(network.vertx(), plane.means(network.loops(), buffers), nanos, candidates);
            callers = new Connections(
                    loop.ticker(),
                    connections,
                    () -> plane.snapshots().current().limits(),
                    overload.sheds());
            watch = new LoopWatch(overload, loop.ticker(), callers);
            reception = new Reception(plane, context, loop, callers);
            server = network.vertx()
                    .createHttpServer(
                            address.options(plane.snapshots().current().limits()))
                    .connectionHandler(callers::opened)
                    .invalidRequestHandler(reception::receiveBroken)
                    .requestHandler(reception::receive);
        }

        Future<HttpServer> listen() {
            return server.listen();
        }

        int port() {
            return server.actualPort();
        }

        void renew(ListenAddress.Pem pem) {
            pem.renewAt(server);
        }

        void lastWord() {
            context.runOnContext(_ -> reception.breakOffAll(
                    new Refusal.Draining("The gateway is shutting down; send the request again.")));
        }

        void breakOff(String keyId) {
            context.runOnContext(
                    _ -> reception.breakOff(keyId, new Refusal.Forbidden("The API key was revoked or denied.")));
        }

        Future<Optional<Heavy>> heaviest() {
            Promise<Optional<Heavy>> found = Promise.promise();
            context.runOnContext(_ ->
                    found.complete(reception.heaviest().map(passage -> new Heavy(this, passage, passage.unsent()))));
            return found.future();
        }

        void giveUp(Passage heavy) {
            context.runOnContext(_ -> {
                if (reception.holds(heavy)) {
                    overload.sheds().count(Shed.STREAM);
                    heavy.breakOff(new Refusal.Overloaded(
                            "The gateway is out of memory, and this answer was read too slowly; send the request again.",
                            RETRY_AFTER));
                }
            });
        }

        void swapped(Snapshot snapshot) {
            Set<Provider> providers = new HashSet<>(snapshot.offer().providers());
            providers.addAll(snapshot.accounts().providers());
            Set<Timers> timers = new HashSet<>(snapshot.offer().timers());
            timers.addAll(snapshot.accounts().timers());
            context.runOnContext(_ -> loop.swapped(providers, timers));
        }

        Future<?> shutdown(Duration grace) {
            context.runOnContext(_ -> callers.closeIdle());
            return server.shutdown(Math.max(1, grace.toMillis()), TimeUnit.MILLISECONDS);
        }

        void close() {
            context.runOnContext(_ -> {
                watch.over();
                loop.close();
            });
            server.close();
        }
    }
}
