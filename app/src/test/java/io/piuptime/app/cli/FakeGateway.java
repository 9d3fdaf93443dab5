package io.piuptime.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piuptime.catalog.Offer;
import io.piuptime.control.AdminApi;
import io.piuptime.control.AdminToken;
import io.piuptime.control.Administration;
import io.piuptime.control.costs.CostsApi;
import io.piuptime.control.costs.ExchangeRates;
import io.piuptime.control.keys.Keys;
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
import io.piuptime.gateway.authenticate.PresentedKey;
import io.piuptime.gateway.authenticate.standing.Denials;
import io.piuptime.gateway.authenticate.standing.Standings;
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
import io.piuptime.model.routing.Strategy;
import io.piuptime.stores.memory.MemoryAnswers;
import io.piuptime.stores.memory.MemoryCrossingStore;
import io.piuptime.stores.memory.MemoryDirectoryStore;
import io.piuptime.stores.memory.MemoryLeaseStore;
import io.piuptime.stores.memory.MemoryMarks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The real admin API behind the JDK's HTTP server, with stores in memory and the files that a running gateway leaves. */
final class FakeGateway implements AutoCloseable {
    final FakeUsage usage = new FakeUsage();
    ExchangeRates rates = ExchangeRates.NONE;
    final MemoryLeaseStore leases = new MemoryLeaseStore();
    final MemoryCrossingStore crossings = new MemoryCrossingStore();
    final DirectoryStore store = new MemoryDirectoryStore();
    final Path folder;
    List<SeenTarget> targets = List.of();
    private final HttpServer server;
    private final AdminApi api;

    FakeGateway(Path folder) throws IOException {
        this.folder = folder;
        SecureRandom random = new SecureRandom();
        DirectoryReplica replica = new DirectoryReplica(folder);
        DirectoryFollower follower = new DirectoryFollower(replica, store, Pulse.every(Duration.ofSeconds(1)));
        KeyHasher hasher = new KeyHasher(Pepper.in(folder, random));
        Standings standings = new Standings(replica.directory());
        Keys keys = new Keys(
                store, follower, hasher, random, InstantSource.system(), new Denials(folder, standings), _ -> {});
        Authenticator authenticator = new Authenticator(standings, hasher, new AuthFailures(System::nanoTime));
        MasterKey master = MasterKey.of(new byte[32]);
        KeyRing ring = new KeyRing(List.of(master));
        Sealer sealer = new Sealer(() -> ring, random, InstantSource.system());
        Mark mark = new Mark(new MemoryMarks(), random, new Mark.Secret("master-key", ring::fingerprints, "another"));
        api = new Administration(new Administration.Ground(
                        store, new MemoryAnswers(), follower::catchUp, hasher, random, InstantSource.system()))
                .api(
                        AdminToken.in(folder, random),
                        (key, address) -> authenticator
                                .authenticate(key, address, Instant.now())
                                .owner(),
                        keys,
                        List.of(
                                new UsageApi(usage).routes(),
                                new CostsApi(
                                                new CostsApi.Kept(usage, leases, crossings),
                                                () -> new Snapshot(
                                                        1, FakeUsage.NOW, new NothingOffered(), Limits.DEFAULT),
                                                () -> rates,
                                                () -> FakeUsage.NOW)
                                        .routes(),
                                new SecretsApi(
                                                new SecretKeeper(store, sealer, mark, follower::catchUp),
                                                sealer,
                                                InstantSource.system())
                                        .routes(),
                                new TargetsApi(() -> targets, () -> FakeUsage.NOW).routes(),
                                new SnapshotApi(
                                                () -> new Snapshot(
                                                        1, FakeUsage.NOW, new NothingOffered(), Limits.DEFAULT),
                                                () -> new Reload.Outcome.Taken(1))
                                        .routes()));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
        writeRun(ProcessHandle.current().pid());
    }

    int port() {
        return server.getAddress().getPort();
    }

    void writeRun(long pid) throws IOException {
        Files.writeString(
                folder.resolve("run.json"),
                "{\"pid\":" + pid + ",\"data\":\"http://127.0.0.1:1\",\"admin\":\"http://127.0.0.1:" + port() + "\"}");
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            CallReply reply = api.handle(new Call(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    query(exchange.getRequestURI().getRawQuery()),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("authorization"))
                            .flatMap(PresentedKey::fromAuthorization),
                    headers(exchange),
                    exchange.getRemoteAddress().getAddress().getHostAddress(),
                    Bytes.of(exchange.getRequestBody().readAllBytes())));
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = reply.body().copy();
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new HashMap<>();
        Call.HEADERS.forEach(
                name -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                        .ifPresent(value -> headers.put(name, value)));
        return headers;
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? List.<String>of() : List.of(raw.split("&"))) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
        return query;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static final class NothingOffered implements Offer {
        @Override
        public Optional<Model> find(String name) {
            return Optional.empty();
        }

        @Override
        public List<String> nearest(String name, int limit) {
            return List.of();
        }

        @Override
        public List<String> names() {
            return List.of();
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
