package io.piuptime.app.run;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.condition.Undecided;
import io.piuptime.app.config.load.ConfigLoader;
import io.piuptime.app.config.load.LastGood;
import io.piuptime.app.config.load.Loaded;
import io.piuptime.app.config.load.SnapshotCompiler;
import io.piuptime.app.config.read.ConfigReader;
import io.piuptime.app.demo.DemoProvider;
import io.piuptime.app.discovery.Discovery;
import io.piuptime.app.discovery.LocalServers;
import io.piuptime.app.logging.JsonLogging;
import io.piuptime.app.logging.LogLines;
import io.piuptime.app.money.Herald;
import io.piuptime.app.money.Money;
import io.piuptime.app.money.Webhook;
import io.piuptime.app.publish.Beat;
import io.piuptime.app.publish.KnownNodes;
import io.piuptime.app.publish.NodeId;
import io.piuptime.app.publish.RevisionFollower;
import io.piuptime.app.secrets.Identity;
import io.piuptime.app.secrets.MasterKeys;
import io.piuptime.app.speak.Languages;
import io.piuptime.app.stores.Stores;
import io.piuptime.app.threads.HeavyPool;
import io.piuptime.control.AdminApi;
import io.piuptime.control.AdminToken;
import io.piuptime.control.costs.CostsApi;
import io.piuptime.control.keys.AbruptEnds;
import io.piuptime.control.keys.FirstKey;
import io.piuptime.control.keys.Keys;
import io.piuptime.control.nodes.NodesApi;
import io.piuptime.control.revisions.Following;
import io.piuptime.control.revisions.RevisionsApi;
import io.piuptime.control.secrets.SecretKeeper;
import io.piuptime.control.secrets.SecretsApi;
import io.piuptime.control.snapshot.SnapshotApi;
import io.piuptime.control.targets.TargetsApi;
import io.piuptime.control.usage.UsageApi;
import io.piuptime.dialects.openai.objects.OpenAiObjects;
import io.piuptime.dialects.sign.cloud.CloudCredentials;
import io.piuptime.dialects.sign.cloud.CloudSigner;
import io.piuptime.dialects.sign.cloud.HttpTokenExchange;
import io.piuptime.gateway.Snapshots;
import io.piuptime.gateway.Way;
import io.piuptime.gateway.accept.DataPlane;
import io.piuptime.gateway.accept.DataServer;
import io.piuptime.gateway.accept.Health;
import io.piuptime.gateway.accept.ListenAddress;
import io.piuptime.gateway.accept.Network;
import io.piuptime.gateway.accept.admin.AdminServer;
import io.piuptime.gateway.accept.repeat.Answers;
import io.piuptime.gateway.accept.repeat.Bounds;
import io.piuptime.gateway.authenticate.AuthFailures;
import io.piuptime.gateway.authenticate.Authenticator;
import io.piuptime.gateway.authenticate.KeyHasher;
import io.piuptime.gateway.authenticate.Pepper;
import io.piuptime.gateway.authorize.AllowedModels;
import io.piuptime.gateway.authorize.owned.ObjectCalls;
import io.piuptime.gateway.authorize.owned.Owners;
import io.piuptime.gateway.budget.Admission;
import io.piuptime.gateway.budget.ByteBudget;
import io.piuptime.gateway.budget.Settlement;
import io.piuptime.gateway.budget.kept.TallyFile;
import io.piuptime.gateway.budget.money.alert.Messenger;
import io.piuptime.gateway.budget.money.pay.DirectoryBudgets;
import io.piuptime.gateway.budget.turn.Rationing;
import io.piuptime.gateway.directory.DirectoryReplica;
import io.piuptime.gateway.egress.CheckedHosts;
import io.piuptime.gateway.egress.Lookup;
import io.piuptime.gateway.health.seen.SeenTarget;
import io.piuptime.gateway.health.seen.Targets;
import io.piuptime.gateway.load.Engines;
import io.piuptime.gateway.load.Scraper;
import io.piuptime.gateway.nodes.NodeState;
import io.piuptime.gateway.pressure.Watch;
import io.piuptime.gateway.pressure.shed.Overload;
import io.piuptime.gateway.pressure.signal.LoopLag;
import io.piuptime.gateway.pressure.signal.NodeWatches;
import io.piuptime.gateway.route.ByName;
import io.piuptime.gateway.secrets.NamedSecrets;
import io.piuptime.gateway.secrets.Sealer;
import io.piuptime.gateway.send.Ticker;
import io.piuptime.gateway.sign.KeySigner;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.StoredSecret;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.routing.Strategy;
import io.piuptime.observe.AccessEvents;
import io.piuptime.observe.LineSink;
import io.piuptime.observe.Meters;
import io.piuptime.observe.Redactor;
import io.piuptime.observe.RotatingFile;
import io.piuptime.observe.Watched;
import io.piuptime.stores.redis.RedisShareStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * How the parts are put together, by plain constructors: the map of the whole. Read {@link #listen} for the way of an exchange.
 */
final class Assembly implements AutoCloseable {
    private static final Duration LAST_EVENTS = Duration.ofSeconds(2);
    private static final Duration SAID_BY = Duration.ofSeconds(2);
    private static final int OWNERS_IN_MEMORY = 10_000;

    private final DataFolder folder;
    private final String nodeId;
    private final KnownNodes knownNodes;
    private final Map<String, String> environment;
    private final InstantSource clock;
    private final SecureRandom random;
    private final ConfigLoader loader;
    private final DemoProvider demo;
    private final Network network;
    private final Network reserved;
    private final Meters meters;
    private final Redactor redactor =
            JsonLogging.current().map(LogLines::redactor).orElseGet(Redactor::new);
    private final ByteBudget buffers = new ByteBudget();
    private final Admission admission = new Admission();
    private final Answers answers = new Answers(System::nanoTime, Bounds.DEFAULT);
    private final Engines engines = new Engines();
    private final Scraper scraper;
    private final LocalServers localServers = new LocalServers(System::nanoTime);
    private final Undecided undecided = new Undecided(System::nanoTime);
    private final Overload overload;
    private final CheckedHosts hosts;
    private final MasterKeys masterKeys;
    private final Sealer sealer;
    private final Set<Integer> ports = new HashSet<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final ExecutorService heavy = HeavyPool.start();
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();

    private Optional<KeyHasher> hasher = Optional.empty();
    private Optional<Identity> identity = Optional.empty();
    private AccessEvents events = AccessEvents.off();
    private Optional<Storage> opened = Optional.empty();
    private Optional<Rationing> rations = Optional.empty();
    private Optional<Snapshots> snapshots = Optional.empty();
    private Optional<Money> money = Optional.empty();
    private Optional<Herald> herald = Optional.empty();
    private Optional<Authenticator> authenticator = Optional.empty();
    private Optional<DataServer> dataServer = Optional.empty();
    private Optional<Targets> targets = Optional.empty();
    private Optional<AdminServer> adminServer = Optional.empty();
    private Optional<Reloading> reloading = Optional.empty();
    private Optional<RevisionFollower> publishing = Optional.empty();
    private Optional<Beat> beat = Optional.empty();
    private Optional<Discovery> discovery = Optional.empty();

    /**
     * Begins what takes long.
     *
     * @param watches instead of those of the process
     * @param lookup finds the hosts whose addresses are checked
     */
    Assembly(
            DataFolder folder,
            Map<String, String> environment,
            InstantSource clock,
            SecureRandom random,
            Optional<List<Watch>> watches,
            Lookup lookup) {
        this.hosts = new CheckedHosts(lookup, System::nanoTime);
        this.masterKeys = new MasterKeys(folder.path(), random);
        this.sealer = new Sealer(masterKeys, random, clock);
        this.folder = folder;
        this.nodeId = NodeId.in(folder.path(), random);
        this.knownNodes = new KnownNodes(folder.path());
        this.environment = Map.copyOf(environment);
        this.clock = clock;
        this.random = random;
        this.scraper = new Scraper(engines, System::nanoTime, new SplittableRandom(random.nextLong()));
        // the slow beginnings run side by side
        try (Beginnings beginnings = new Beginnings()) {
            var metersBegun = beginnings.begin(() -> new Meters(Version.current()));
            var networkBegun = beginnings.begin(
                    () -> new Network(Runtime.getRuntime().availableProcessors(), folder.sub("spool")));
            // whoever looks after a gateway that is busy has a loop that is not
            var reservedBegun = beginnings.begin(() -> new Network(1, folder.sub("spool")));
            this.demo = DemoProvider.start(clock, DemoProvider.PACE);
            AtomicLong revisions = new AtomicLong();
            SnapshotCompiler compiler = new SnapshotCompiler(
                    clock,
                    revisions::incrementAndGet,
                    environment,
                    Optional.of(demo.baseUrl()),
                    localServers::found,
                    undecided,
                    masterKeys);
            this.loader = new ConfigLoader(
                    new ConfigReader(environment), compiler, new LastGood(folder.path(), random), clock);
            this.meters = metersBegun.get();
            this.network = networkBegun.get();
            this.reserved = reservedBegun.get();
        }
        this.overload = overload(watches);
    }

    /**
     * Takes the first configuration.
     *
     * @param newIdentity whether this node's secrets are the installation's from now on
     */
    Loaded configure(Optional<Path> config, boolean newIdentity) {
        hasher = Optional.of(new KeyHasher(Pepper.in(folder.path(), random)));
        DirectoryReplica replica = new DirectoryReplica(folder.path());
        masterKeys.open(new NamedSecrets(
                id -> replica.directory().find(Kind.SECRET, id).map(StoredSecret.class::cast), sealer));
        Loaded started = loader.start(config);
        Stores stores = Stores.of(
                started.config().stores(), folder.path(), folder.sub("native"), System::nanoTime, ownRandom());
        opened = Optional.of(
                new Storage(folder, stores, replica, started.config().stores().staleAfter(), clock, ownRandom()));
        Identity own = new Identity(storage().common().marks(), hasher.orElseThrow(), masterKeys, random);
        identity = Optional.of(own);
        own.begin(storage()::awaitOpening, newIdentity, this::notReady);
        rations = Optional.of(stores.redis()
                .map(redis -> Rationing.among(
                        new Rationing.Others(
                                // another name at each start: what it held before counts until it lapses
                                nodeId + "-" + Long.toHexString(random.nextLong()),
                                knownNodes.count(),
                                new RedisShareStore(redis, ownRandom())),
                        clock,
                        System::nanoTime))
                .orElseGet(() -> Rationing.alone(new TallyFile(folder.path()), clock, System::nanoTime)));
        storage().openKeys(hasher.orElseThrow());
        snapshots = Optional.of(new Snapshots(started.snapshot()));
        know(started);
        Reloading taking = new Reloading(loader, config, started, clock, this::take);
        reloading = Optional.of(taking);
        RevisionFollower following = new RevisionFollower(
                storage().common().revisions(), taking, new LastGood(folder.path(), "published", random));
        publishing = Optional.of(following);
        following.restore();
        storage().directory().listen(change -> {
            if (change.kind().equals(Optional.of(Kind.SECRET))) {
                taking.soon();
            }
        });
        if (storage().directory().count(Kind.SECRET) > 0) {
            taking.soon(); // some may have come after the configuration was read
        }
        events = overload.quiet(
                switch (started.config().observe().accessEvents()) {
                    case OFF -> AccessEvents.off();
                    case FILE ->
                        AccessEvents.to(new RotatingFile(folder.sub("log").resolve("access.jsonl")), redactor);
                    case STDOUT -> AccessEvents.to(LineSink.to(new FileOutputStream(FileDescriptor.out)), redactor);
                });
        return started;
    }

    /** Opens the door for exchanges. Returns the port. */
    int listen(ListenAddress address) {
        identity.orElseThrow().await(SAID_BY).ifPresent(trouble -> {
            throw new StartException(trouble);
        });
        Authenticator checking =
                new Authenticator(storage().standings(), hasher.orElseThrow(), new AuthFailures(System::nanoTime));
        authenticator = Optional.of(checking);
        Way way = new Way(List.of(
                // settles last: it ends first in the list and so runs after all others on the way back
                new Settlement(storage().journal(), meters, events),
                checking,
                overload.shedding(),
                admission,
                new AllowedModels(),
                new ByName(),
                rationing().step(),
                overload.bulkhead()));
        Languages languages = new Languages();
        Herald telling = new Herald(storage().common().crossings(), messenger(), nodeId, clock);
        herald = Optional.of(telling);
        telling.watch(meters);
        telling.start();
        Money spending = new Money(
                new Money.Node(folder.path(), nodeId),
                storage().common().leases(),
                new DirectoryBudgets(storage().directory().budgets()),
                languages.bodies(),
                Money.rules(reloading.orElseThrow().config().money()),
                clock,
                telling::saw);
        money = Optional.of(spending);
        spending.watch(meters);
        DataPlane.Parts parts = new DataPlane.Parts(
                snapshots.orElseThrow(),
                way,
                languages.dialects(),
                languages.translator(),
                new KeySigner(
                        new CloudSigner(new CloudCredentials(environment, new HttpTokenExchange(), clock), clock)),
                hosts,
                new ObjectCalls(new Owners(storage().ownership(), OWNERS_IN_MEMORY), new OpenAiObjects(), clock),
                answers,
                health(),
                engines,
                folder.sub("spool"),
                heavy,
                waiting,
                spending.paying(),
                clock,
                new SplittableRandom(random.nextLong()));
        DataServer server = new DataServer(network, parts, buffers, overload, draining, System::nanoTime);
        meters.watch(Watched.QUEUE_WAITING, server.queue()::waiting);
        meters.watch(Watched.QUEUE_TURNED_AWAY, server.queue()::turnedAway);
        meters.watch(Watched.HEDGES, server.hedges()::begun);
        meters.watch(Watched.HEDGES_WON, server.hedges()::won);
        dataServer = Optional.of(server);
        storage().directory().listen(new AbruptEnds(server::breakOff));
        Targets seen = new Targets(server.targets(), snapshots.orElseThrow()::current, System::nanoTime);
        targets = Optional.of(seen);
        meters.watch(Watched.CREDENTIALS_DEAD, seen::deadCredentials);
        meters.watchEach(
                Watched.TARGET_STANDING,
                "target",
                () -> seen.each(state -> state.doing().level()));
        meters.watchEach(Watched.TARGET_IN_FLIGHT, "target", () -> seen.each(SeenTarget.State::inFlight));
        watch();
        overload.start();
        rationing().start();
        return listening(server.start(address));
    }

    /** Opens the door for those who run the gateway. Returns the port. */
    int listenForAdmin(ListenAddress address) {
        Keys keys = storage().keys(random, id -> dataServer.ifPresent(server -> server.breakOff(id)));
        storage().makeFirst(new FirstKey(keys, storage().directory(), folder.path()));
        AdminApi api = storage()
                .administration(random)
                .api(
                        AdminToken.in(folder.path(), random),
                        (key, from) -> authenticator
                                .orElseThrow()
                                .authenticate(key, from, clock.instant())
                                .owner(),
                        keys,
                        List.of(
                                new UsageApi(storage().usage()).routes(),
                                new TargetsApi(targets.orElseThrow()::all, clock).routes(),
                                new SnapshotApi(
                                                snapshots.orElseThrow()::current,
                                                () -> reloading.orElseThrow().reload())
                                        .routes(),
                                new RevisionsApi(storage().common().revisions(), publishing.orElseThrow(), clock)
                                        .routes(),
                                new SecretsApi(
                                                new SecretKeeper(
                                                        storage().entries(),
                                                        sealer,
                                                        identity.orElseThrow().master(),
                                                        storage()::catchUp),
                                                sealer,
                                                clock)
                                        .routes(),
                                new CostsApi(
                                                storage().money(),
                                                snapshots.orElseThrow()::current,
                                                () -> reloading
                                                        .orElseThrow()
                                                        .config()
                                                        .money()
                                                        .shown(),
                                                clock)
                                        .routes(),
                                new NodesApi(storage().common().nodes(), clock).routes()));
        AdminServer server = new AdminServer(reserved, new AdminServer.Parts(api, health(), meters::scrape, waiting));
        adminServer = Optional.of(server);
        return listening(server.start(address));
    }

    /** Looks after changes of the configuration and of this machine's servers, and the age of records from now on. */
    void follow(Loaded started) {
        Reloading follower = reloading.orElseThrow();
        RevisionFollower revisions = publishing.orElseThrow();
        revisions.start();
        Beat saying = new Beat(
                storage().common().nodes(),
                new Beat.Node(nodeId, Version.current(), clock.instant()),
                () -> progress(revisions.state()),
                knownNodes,
                clock);
        beat = Optional.of(saying);
        saying.start();
        meters.watch(Watched.RELOAD_FAILURES, follower::failures);
        follower.start();
        listening(demo.baseUrl().getPort());
        Discovery looking = new Discovery(localServers, () -> follower.config().discovery(), ports, follower::again);
        discovery = Optional.of(looking);
        looking.start();
        storage().keepFor(started.config().usage().retention());
    }

    void notReady() {
        draining.set(true);
    }

    /** Waits, on a thread that may. */
    void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    void drain(Duration grace) {
        dataServer.ifPresent(server -> server.drain(grace));
    }

    /**
     * Brings everything that is still in memory to where it belongs. Returns whether all usage records arrived: access
     * events may be dropped, and whoever reads them may have stopped.
     */
    boolean flush(Duration patience) {
        boolean stored = storage().flush(patience);
        events.flush(LAST_EVENTS);
        return stored;
    }

    @Override
    public void close() {
        overload.close();
        rations.ifPresent(Rationing::close);
        discovery.ifPresent(Discovery::close);
        beat.ifPresent(Beat::close);
        publishing.ifPresent(RevisionFollower::close);
        reloading.ifPresent(Reloading::close);
        dataServer.ifPresent(DataServer::close);
        scraper.close();
        herald.ifPresent(Herald::close);
        adminServer.ifPresent(AdminServer::close);
        network.close();
        reserved.close();
        demo.close();
        money.ifPresent(Money::close);
        identity.ifPresent(Identity::close);
        opened.ifPresent(Storage::close);
        events.close();
        heavy.shutdownNow();
        waiting.shutdownNow();
    }

    private NodeState.Progress progress(Following.State state) {
        return new NodeState.Progress(
                state.inForce(), state.refused(), storage().directory().sequence());
    }

    private int listening(int port) {
        ports.add(port);
        return port;
    }

    /** A changed configuration comes into force. */
    private void take(Loaded loaded) {
        know(loaded);
        snapshots.orElseThrow().swap(loaded.snapshot());
        GatewayProcess.pem(loaded.config().listen().tls())
                .ifPresent(pem -> dataServer.ifPresent(server -> server.renew(pem)));
        GatewayProcess.pem(loaded.config().admin().tls())
                .ifPresent(pem -> adminServer.ifPresent(server -> server.renew(pem)));
    }

    /**
     * Secrets of a configuration are masked wherever they stray into a log; its prices are read before they are asked for;
     * its engines are asked for their load;
     * its bounds hold for what is remembered already.
     */
    private void know(Loaded loaded) {
        waiting.execute(loaded.snapshot().tariffs()::prepare);
        GatewayConfig.Idempotency repeats = loaded.config().idempotency();
        scraper.follow(loaded.snapshot().offer().providers(Strategy.LOAD).stream()
                .filter(provider -> provider.connection().egress().isEmpty())
                .toList());
        answers.bound(new Bounds(repeats.keep(), repeats.memory().bytes()));
        redactor.know(Secrets.of(loaded.snapshot(), loaded.config()));
    }

    private Optional<Messenger> messenger() {
        GatewayConfig config = reloading.orElseThrow().config();
        return config.alerts()
                .url()
                .map(url -> new Webhook(
                        reserved.fetch(hosts, waiting),
                        config.guard().rules(),
                        url,
                        config.alerts().secret().orElseThrow(),
                        clock));
    }

    private Rationing rationing() {
        return rations.orElseThrow();
    }

    private Storage storage() {
        return opened.orElseThrow();
    }

    /** A source of chance that no other part draws from. */
    private RandomGenerator ownRandom() {
        return new Random(random.nextLong());
    }

    private Health health() {
        return new Health(draining::get, () -> {
            Map<String, String> states = new TreeMap<>(storage().states());
            states.put(
                    "snapshot", "revision " + snapshots.orElseThrow().current().revision());
            money.ifPresent(one -> states.put("money", one.state()));
            identity.ifPresent(one -> states.put("identity", one.state()));
            states.put(
                    "published", "revision " + publishing.orElseThrow().state().inForce());
            states.put("pressure", overload.pressure().state().text());
            return states;
        });
    }

    private void watch() {
        meters.watch(Watched.EXCHANGES_IN_FLIGHT, admission::inFlight);
        meters.watch(Watched.BUFFERED_BYTES, buffers::held);
        meters.watch(Watched.ACCESS_EVENTS_DROPPED, () -> events.dropped());
        meters.watch(
                Watched.LOG_LINES_DROPPED,
                () -> JsonLogging.current().map(LogLines::dropped).orElse(0L));
        meters.watch(
                Watched.SNAPSHOT_REVISION,
                () -> snapshots.orElseThrow().current().revision());
        meters.watch(Watched.ENGINE_METRICS_FAILURES, scraper::failures);
        meters.watch(Watched.CONDITIONS_UNDECIDED, undecided::count);
        meters.watch(Watched.KEYS, () -> storage().directory().count(Kind.KEY));
        storage().watch(meters);
        overload.watch(meters);
        for (Measure measure : Measure.values()) {
            meters.watch(
                    Watched.LIMITS_REFUSED,
                    "measure",
                    measure.id(),
                    () -> rationing().refused(measure));
        }
        meters.watch(Watched.LIMITS_WAITING, rationing()::waiting);
        meters.watch(Watched.LIMITS_COUNTED, rationing()::meters);
        meters.watch(Watched.LIMITS_CUT_OFF, () -> rationing().isCutOff() ? 1 : 0);
        meters.watch(Watched.LIMITS_UNANSWERED, rationing()::unanswered);
    }

    private static Overload overload(Optional<List<Watch>> watches) {
        LoopLag lag = new LoopLag(Duration.ofMillis(Ticker.PERIOD_MILLIS));
        NodeWatches node = new NodeWatches(System::nanoTime, lag, () -> 0);
        return new Overload(System::nanoTime, lag, () -> watches.orElseGet(node::all));
    }
}
