package io.piuptime.control;

import io.piuptime.catalog.Offer;
import io.piuptime.catalog.ability.AbilityBook;
import io.piuptime.catalog.account.Accounts;
import io.piuptime.catalog.tariff.Tariffs;
import io.piuptime.control.costs.CostsApi;
import io.piuptime.control.costs.ExchangeRates;
import io.piuptime.control.keys.Keys;
import io.piuptime.control.keys.NewKey;
import io.piuptime.control.nodes.NodesApi;
import io.piuptime.control.revisions.Following;
import io.piuptime.control.revisions.RevisionsApi;
import io.piuptime.control.secrets.SecretKeeper;
import io.piuptime.control.secrets.SecretsApi;
import io.piuptime.control.snapshot.Reload;
import io.piuptime.control.snapshot.SnapshotApi;
import io.piuptime.control.targets.TargetsApi;
import io.piuptime.control.usage.UsageApi;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.accept.admin.Call;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.gateway.authenticate.AuthFailures;
import io.piuptime.gateway.authenticate.Authenticator;
import io.piuptime.gateway.authenticate.KeyHasher;
import io.piuptime.gateway.authenticate.Pepper;
import io.piuptime.gateway.authenticate.standing.Denials;
import io.piuptime.gateway.authenticate.standing.Standings;
import io.piuptime.gateway.directory.Directory;
import io.piuptime.gateway.directory.DirectoryFollower;
import io.piuptime.gateway.directory.DirectoryReplica;
import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.gateway.directory.Pulse;
import io.piuptime.gateway.health.seen.SeenTarget;
import io.piuptime.gateway.installation.Mark;
import io.piuptime.gateway.secrets.KeyRing;
import io.piuptime.gateway.secrets.MasterKey;
import io.piuptime.gateway.secrets.Sealer;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Lifetime;
import io.piuptime.model.directory.User;
import io.piuptime.model.routing.Strategy;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.stores.memory.MemoryAnswers;
import io.piuptime.stores.memory.MemoryCrossingStore;
import io.piuptime.stores.memory.MemoryLeaseStore;
import io.piuptime.stores.memory.MemoryMarks;
import io.piuptime.stores.memory.MemoryNodeStore;
import io.piuptime.stores.memory.MemoryRevisionStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin API and what it stands on, with stores in memory and a clock that stands still. */
public final class House {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
    public static final Instant COMPILED = Instant.parse("2026-02-01T00:00:00Z");

    public final SwitchedStore store = new SwitchedStore();
    public final MemoryUsageStore usageStore = new MemoryUsageStore();
    public final Directory directory;
    public final Authenticator authenticator;
    public final Keys keys;
    public final Administration administration;
    public final Runnable catchUp;
    public final AdminApi api;
    public final String token;
    private final Contract contract = new Contract();
    public final List<String> cut = new CopyOnWriteArrayList<>();
    public List<SeenTarget> targets = List.of();
    public Reload reload = () -> new Reload.Outcome.Taken(8);

    public final MemoryLeaseStore leases = new MemoryLeaseStore();
    public ExchangeRates rates = ExchangeRates.NONE;
    public final Map<String, Model> models = new HashMap<>();
    public Tariffs tariffs = Tariffs.NONE;
    public final MemoryCrossingStore crossings = new MemoryCrossingStore();
    public final MemoryNodeStore nodes = new MemoryNodeStore();
    public final MemoryRevisionStore revisions = new MemoryRevisionStore();
    public final MemoryAnswers answers = new MemoryAnswers();

    public House(Path folder) {
        SecureRandom random = new SecureRandom();
        KeyHasher hasher = new KeyHasher(Pepper.in(folder, random));
        DirectoryReplica replica = new DirectoryReplica(folder);
        directory = replica.directory();
        Standings standings = new Standings(directory);
        authenticator = new Authenticator(standings, hasher, new AuthFailures(System::nanoTime));
        DirectoryFollower follower = new DirectoryFollower(replica, store, Pulse.every(Duration.ofSeconds(1)));
        keys = new Keys(store, follower, hasher, random, () -> NOW, new Denials(folder, standings), cut::add);
        catchUp = follower::catchUp;
        administration = new Administration(
                new Administration.Ground(store, answers, follower::catchUp, hasher, random, () -> NOW));
        KeyRing ring = new KeyRing(List.of(MasterKey.of(new byte[32])));
        Sealer sealer = new Sealer(() -> ring, random, () -> NOW);
        Mark mark = new Mark(new MemoryMarks(), random, new Mark.Secret("master-key", ring::fingerprints, "another"));
        api = administration.api(
                AdminToken.in(folder, random),
                (key, address) -> authenticator.authenticate(key, address, NOW).owner(),
                keys,
                List.of(
                        new UsageApi(usageStore).routes(),
                        new TargetsApi(() -> targets, () -> NOW).routes(),
                        new SnapshotApi(
                                        () -> new Snapshot(7, COMPILED, new Offered(), Limits.DEFAULT),
                                        () -> reload.reload())
                                .routes(),
                        new RevisionsApi(revisions, new Still(), () -> NOW).routes(),
                        new SecretsApi(new SecretKeeper(store, sealer, mark, catchUp), sealer, () -> NOW).routes(),
                        new NodesApi(nodes, () -> NOW).routes(),
                        new CostsApi(
                                        new CostsApi.Kept(usageStore, leases, crossings),
                                        () -> new Snapshot(
                                                7,
                                                COMPILED,
                                                new Offered(),
                                                Limits.DEFAULT,
                                                tariffs,
                                                AbilityBook.NONE,
                                                Accounts.NONE),
                                        () -> rates,
                                        () -> NOW)
                                .routes()));
        token = read(folder.resolve("admin-token")).strip();
    }

    public CallReply call(String method, String path) {
        return call(method, path, Map.of(), "");
    }

    public CallReply call(String method, String path, Map<String, String> query, String body) {
        return held(new Call(method, path, query, Optional.of(token), Bytes.utf8(body)));
    }

    /** A call by whoever has this key, with headers. */
    public CallReply call(String bearer, String method, String path, Map<String, String> headers, String body) {
        int question = path.indexOf('?');
        Map<String, String> query = new HashMap<>();
        for (String pair : question < 0
                ? List.<String>of()
                : List.of(path.substring(question + 1).split("&"))) {
            query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return held(new Call(
                method,
                question < 0 ? path : path.substring(0, question),
                query,
                Optional.of(bearer),
                headers,
                "127.0.0.1",
                Bytes.utf8(body)));
    }

    /** The reply to a call, which has to be as the contract promises. */
    private CallReply held(Call call) {
        CallReply reply = api.handle(call);
        Contract.route(api.routes(), call.method(), call.path())
                .map(route -> contract.complaints(route, reply))
                .filter(complaints -> !complaints.isEmpty())
                .ifPresent(complaints -> {
                    throw new AssertionError(call + ": " + complaints + " " + reply.body());
                });
        return reply;
    }

    /** What was made by a call that has to succeed. */
    public JsonNode made(String bearer, String path, String body) {
        CallReply reply = call(bearer, "POST", path, Map.of(), body);
        if (reply.status() != 201) {
            throw new AssertionError("POST " + path + " " + body + ": " + reply.body());
        }
        return json(reply);
    }

    /** The text of a key that acts for a user. */
    public String keyOf(User user, String tenant, String application, Lifetime lifetime) {
        Keys.Created created = keys.create(new NewKey(user.name(), List.of(), Optional.empty()));
        KeyEntry made = created.entry();
        store.put(
                new KeyEntry(
                        made.id(),
                        tenant,
                        application,
                        Optional.of(user.id()),
                        made.name(),
                        made.hash(),
                        made.access(),
                        made.permissions(),
                        made.limits(),
                        made.tags(),
                        lifetime),
                DirectoryStore.Expected.ANY);
        catchUp.run();
        return created.key().text();
    }

    /** Creates a key and returns the reply. */
    public JsonNode created(String name) {
        return json(call("POST", "/admin/v1/keys", Map.of(), "{\"name\":\"" + name + "\"}"));
    }

    public static JsonNode json(CallReply reply) {
        return JsonMapper.shared().readTree(reply.body().toString());
    }

    public static String error(CallReply reply) {
        return json(reply).path("detail").asString();
    }

    public static UsageRecord usage(int number, String model) {
        return new UsageRecord(
                String.format("ex-%06d", number),
                NOW.plusSeconds(number),
                number % 2 == 0 ? "evenKey00000" : "oddKey000000",
                "chat",
                model,
                "openai/gpt-4o",
                200,
                UsageRecord.Ending.COMPLETE,
                "",
                true,
                new Tokens(12, 34, 5, 6, Tokens.Source.REPORTED),
                "stop",
                1,
                new UsageRecord.Times(5_000, number % 2 == 0 ? 1_200 : -1, 4_000),
                new UsageRecord.Sizes(100, 2_000));
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A node that takes whatever is published. */
    private static final class Still implements Following {
        @Override
        public List<String> check(String document) {
            return List.of();
        }

        @Override
        public void catchUp() {}

        @Override
        public State state() {
            return new State(0, 0, List.of());
        }
    }

    private final class Offered implements Offer {
        @Override
        public Optional<Model> find(String name) {
            return Optional.ofNullable(models.get(name));
        }

        @Override
        public List<String> nearest(String name, int limit) {
            return List.of();
        }

        @Override
        public List<String> names() {
            return List.of("demo", "gpt-4o");
        }

        @Override
        public Set<Provider> providers() {
            return Set.of();
        }

        @Override
        public Set<Provider> providers(Strategy strategy) {
            return Set.of();
        }

        @Override
        public Set<Timers> timers() {
            return Set.of();
        }
    }
}
