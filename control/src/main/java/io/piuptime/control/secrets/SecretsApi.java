package io.piuptime.control.secrets;

import io.piuptime.control.access.Permission;
import io.piuptime.control.api.Json;
import io.piuptime.control.api.Moments;
import io.piuptime.control.api.Problem;
import io.piuptime.control.api.Problem.Kind;
import io.piuptime.control.api.Question;
import io.piuptime.control.api.Route;
import io.piuptime.control.api.Scope;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.gateway.directory.DirectoryStore.Conflict;
import io.piuptime.gateway.secrets.NamedSecrets;
import io.piuptime.gateway.secrets.Sealer;
import io.piuptime.gateway.secrets.UnsealException;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.directory.StoredSecret;
import io.piuptime.model.directory.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The routes for secrets. No reply holds one, nor anything that it could be guessed by. */
public final class SecretsApi {
    private static final String SECRETS = "/admin/v1/secrets";
    private static final String SECRET = SECRETS + "/{name}";
    private static final int LONGEST = 16 << 10;
    private static final String TENANT = "tenant";

    private final SecretKeeper keeper;
    private final Sealer sealer;
    private final InstantSource clock;
    private final Json json = new Json();

    public SecretsApi(SecretKeeper keeper, Sealer sealer, InstantSource clock) {
        this.keeper = keeper;
        this.sealer = sealer;
        this.clock = clock;
    }

    public List<Route> routes() {
        Permission read = Permission.SECRETS_READ;
        Permission write = Permission.SECRETS_WRITE;
        Scope tenancy = new Scope.Tenancy();
        Set<String> query = Set.of(TENANT);
        return List.of(
                new Route("GET", SECRETS, read, tenancy, query, this::list),
                new Route("POST", SECRETS, write, tenancy, query, this::create),
                // the key that seals is the installation's
                new Route("POST", SECRETS + "/reseal", write, new Scope.Node(), Set.of(), this::reseal),
                new Route("GET", SECRET, read, tenancy, query, this::show),
                new Route("PUT", SECRET, write, tenancy, query, this::put),
                new Route("DELETE", SECRET, write, tenancy, query, this::remove));
    }

    /** A new secret. Its text form has nothing in it. */
    record NewBody(String name, String value) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /** Another text for a secret. Its text form has nothing in it. */
    record Body(String value) {
        @Override
        public String toString() {
            return "***";
        }
    }

    private record View(
            String name, String tenant, int version, String changedAt, long ageSeconds, String key, boolean outdated) {}

    private CallReply list(Question question) {
        return json.reply(
                200,
                Map.of(
                        "secrets",
                        keeper.list(named(question)).stream().map(this::view).toList()));
    }

    private CallReply show(Question question) {
        return json.reply(200, view(find(question)));
    }

    private CallReply create(Question question) {
        NewBody body = json.read(question.body(), NewBody.class);
        String name = name(body.name());
        if (keeper.find(tenant(question), name).isPresent()) {
            throw new Problem(
                    Kind.CONFLICT, "secret_exists", "There is a secret '" + name + "' already: change it with PUT.");
        }
        return json.reply(201, view(put(question, name, body.value())));
    }

    private CallReply put(Question question) {
        String name = name(question.ids().getFirst());
        return json.reply(
                200,
                view(put(question, name, json.read(question.body(), Body.class).value())));
    }

    private StoredSecret put(Question question, String name, String value) {
        boolean sendable = value != null
                && !value.isBlank()
                && value.length() <= LONGEST
                && value.chars().allMatch(letter -> letter >= ' ' && letter < 0x7f);
        if (!sendable) {
            throw Problem.invalid(
                    "invalid_field", "value: '***' (expected: 1 to " + LONGEST + " printable characters in one line)");
        }
        try {
            return keeper.put(tenant(question), name, new Secret(value));
        } catch (Conflict _) {
            throw new Problem(
                    Kind.CONFLICT, "secret_conflict", "Somebody else changed the secret '" + name + "' meanwhile.");
        } catch (UnsealException e) {
            throw keyless(e);
        }
    }

    private CallReply remove(Question question) {
        String name = name(question.ids().getFirst());
        if (!keeper.remove(tenant(question), name)) {
            throw unknown(name);
        }
        return json.reply(200, Map.of("name", name, "removed", true));
    }

    private CallReply reseal(Question question) {
        try {
            return json.reply(200, keeper.reseal());
        } catch (UnsealException e) {
            throw keyless(e);
        }
    }

    private View view(StoredSecret secret) {
        Instant changed = sealer.sealedAt(secret);
        return new View(
                secret.name(),
                secret.tenant(),
                secret.version(),
                Moments.write(changed),
                Math.max(0, Duration.between(changed, clock.instant()).toSeconds()),
                sealer.keyOf(secret),
                sealer.isOutdated(secret));
    }

    private StoredSecret find(Question question) {
        String name = question.ids().getFirst();
        return keeper.find(tenant(question), name).orElseThrow(() -> unknown(name));
    }

    private static String tenant(Question question) {
        return named(question).orElse(Tenant.DEFAULT);
    }

    /** Whose secrets are meant; empty = those of all, for those who look after all tenants. */
    private static Optional<String> named(Question question) {
        Optional<String> own = Optional.of(question.caller().tenant());
        return question.text(TENANT).or(() -> question.caller().everywhere() ? Optional.empty() : own);
    }

    private static String name(String name) {
        if (name == null || !NamedSecrets.isName(name)) {
            throw Problem.invalid(
                    "invalid_field",
                    "name: " + Problem.shown(String.valueOf(name))
                            + " (expected: 1 to 63 small letters, digits, _ and -, letters or digits at both ends)");
        }
        return name;
    }

    private static Problem keyless(UnsealException e) {
        return new Problem(Kind.UNAVAILABLE, "no_master_key", String.valueOf(e.getMessage()));
    }

    private static Problem unknown(String name) {
        return Problem.notFound("There is no secret " + Problem.shown(name) + ".");
    }
}
