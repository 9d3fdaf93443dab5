package io.piuptime.app.config.load;

import static java.util.Objects.requireNonNull;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.LimitsConfig;
import io.piuptime.app.config.condition.Undecided;
import io.piuptime.app.config.known.KnownProviders;
import io.piuptime.app.config.known.LocalServer;
import io.piuptime.app.config.known.OwnRows;
import io.piuptime.app.config.publish.Joined;
import io.piuptime.catalog.CompiledOffer;
import io.piuptime.catalog.OpenAiModels;
import io.piuptime.catalog.Reasoning;
import io.piuptime.catalog.known.Catalogue;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.Snapshot;
import io.piuptime.model.catalog.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Makes the snapshot that serves of a configuration, of what the environment names, of servers found, and of the demo. */
public final class SnapshotCompiler {
    private final InstantSource clock;
    private final LongSupplier revisions;
    private final Map<String, String> environment;
    private final Proxies proxies;
    private final BuiltIn builtIn;
    private final Catalogue catalogue = Catalogue.shipped();
    private final Reasoning reasoning;
    private final Optional<URI> demoBaseUrl;
    private final Supplier<List<LocalServer>> found;
    private final Undecided undecided;
    private final Function<GatewayConfig.Secrets, Function<String, Secret>> secrets;

    /**
     * Takes what does not change while the process runs.
     *
     * @param revisions gives the number of the next snapshot
     * @param environment may name a key of OpenAI, a server like it, and proxies
     * @param demoBaseUrl of the demo's server, if the demo is offered
     * @param found the servers that were found on this machine when it was last looked
     * @param undecided is told of conditions that cannot be decided
     * @param secrets that are kept under a name, for whoever has these keys
     * @throws io.piuptime.app.config.read.InvalidConfigException if a variable that names a proxy makes no sense
     */
    public SnapshotCompiler(
            InstantSource clock,
            LongSupplier revisions,
            Map<String, String> environment,
            Optional<URI> demoBaseUrl,
            Supplier<List<LocalServer>> found,
            Undecided undecided,
            Function<GatewayConfig.Secrets, Function<String, Secret>> secrets) {
        this.clock = requireNonNull(clock, "clock");
        this.revisions = requireNonNull(revisions, "revisions");
        this.environment = Map.copyOf(environment);
        this.proxies = new Proxies(environment);
        this.builtIn = new BuiltIn(this.environment, proxies, OpenAiModels.shipped());
        this.reasoning = Reasoning.shipped();
        this.demoBaseUrl = requireNonNull(demoBaseUrl, "demoBaseUrl");
        this.found = requireNonNull(found, "found");
        this.undecided = requireNonNull(undecided, "undecided");
        this.secrets = requireNonNull(secrets, "secrets");
    }

    /** A compiler of snapshots that no exchange will meet: nobody is told of conditions, and no secret is known by name. */
    public SnapshotCompiler(
            InstantSource clock,
            LongSupplier revisions,
            Map<String, String> environment,
            Optional<URI> demoBaseUrl,
            Supplier<List<LocalServer>> found) {
        this(
                clock,
                revisions,
                environment,
                demoBaseUrl,
                found,
                new Undecided(() -> 0),
                _ -> name ->
                        Secret.missing("secret '" + name + "' (expected: a node that runs, which can look it up)"));
    }

    /**
     * Compiles a configuration that was read without problems.
     *
     * @throws io.piuptime.app.config.read.InvalidConfigException if the environment's part makes no sense, or a fallback is not
     *     offered
     */
    public Snapshot compile(GatewayConfig config) {
        return compile(Joined.alone(config));
    }

    /**
     * The same of a configuration with what was published under it.
     *
     * @throws io.piuptime.app.config.read.InvalidConfigException as above
     */
    public Snapshot compile(Joined joined) {
        GatewayConfig config = joined.config();
        List<LocalServer> local = config.discovery().local() ? found.get() : List.of();
        KnownProviders known = new KnownProviders(OwnRows.of(config).over(catalogue), environment);
        Offerings offerings = new Offerings(
                config,
                known,
                new WrittenProviders(
                        known,
                        proxies,
                        new GuardedProviders(joined.guarded(), config.guard().rules()),
                        secrets.apply(config.secrets())),
                builtIn,
                local,
                demoBaseUrl,
                undecided);
        CompiledOffer offer = new CompiledOffer(offerings.all(), reasoning);
        new Fallbacks(config, known, offer).check();
        Map<String, String> rows = new PricedRows(config, known, builtIn).byProvider();
        return new Snapshot(
                revisions.getAsLong(),
                clock.instant(),
                offer,
                limits(config.limits()),
                known.tariffs(rows),
                known.abilities(rows),
                offerings.accounts(offer.providers()));
    }

    private static Limits limits(LimitsConfig config) {
        return new Limits(
                config.uri().asInt(),
                config.headers().asInt(),
                config.jsonBody().asInt(),
                config.streamedBody().bytes(),
                config.buffers().bytes(),
                config.streamBuffer().asInt(),
                config.exchanges(),
                config.exchangesPerModel().orElse(Limits.perModel(config.exchanges())),
                config.connections(),
                new Limits.Arrival(config.headTime(), config.bodyGrace(), config.bodyTime(), config.idleTime()));
    }
}
