package io.piuptime.bench.company;

import static java.util.Objects.requireNonNull;

import io.piuptime.bench.subject.Gateway;
import io.piuptime.bench.subject.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A gateway with everything on: a key of a user below application, team and tenant, three limits at each of these five levels, a
 * strict budget and a soft one, tags, a priced model, and a provider whose key is sealed.
 */
public final class Company implements AutoCloseable {
    /** The subject's name in figures. */
    public static final String NAME = "all";

    private static final String FIRST_MODEL = "first";
    private static final String SECRET = "bench-provider";
    private static final String LIMITS =
            "\"limits\":[{\"measure\":\"requests\",\"window\":\"minute\",\"amount\":1000000000},"
                    + "{\"measure\":\"tokens\",\"window\":\"day\",\"amount\":1000000000000},"
                    + "{\"measure\":\"concurrent\",\"amount\":100000}]";
    private static final String CAPS =
            "\"caps\":[{\"window\":\"month\",\"micros\":900000000000000},{\"window\":\"day\",\"micros\":90000000000000}]";

    private final Gateway gateway;
    private final String key;

    private Company(Gateway gateway, String key) {
        this.gateway = gateway;
        this.key = key;
    }

    /**
     * Starts it.
     *
     * @return empty if the gateway says nowhere where it is administered, so that nothing of this can be asked of it
     */
    public static Optional<Company> start(Gateway.Command command, Path folder, int providerPort) throws IOException {
        requireNonNull(folder, "folder");
        Gateway gateway = Gateway.start(command, folder, configuration(providerPort), FIRST_MODEL);
        try {
            Optional<Admin> admin = Admin.of(folder.resolve("data"));
            if (admin.isPresent()) {
                return Optional.of(new Company(gateway, found(admin.orElseThrow())));
            }
        } catch (IOException | RuntimeException e) {
            gateway.close();
            throw e;
        }
        gateway.close();
        return Optional.empty();
    }

    public Subject subject() {
        Subject subject = gateway.subject();
        return new Subject(NAME, subject.port(), subject.tree());
    }

    /** A key whose exchanges are held to everything. */
    public String key() {
        return key;
    }

    @Override
    public void close() {
        gateway.close();
    }

    private static String found(Admin admin) throws IOException {
        admin.put("secrets/" + SECRET, "{\"value\":\"bench-provider-key\"}");
        String tenant = made(admin, "tenants", "");
        String within = ",\"tenant\":\"" + tenant + "\"";
        String team = made(admin, "teams", within);
        String application = made(admin, "applications", within + ",\"team\":\"" + team + "\"");
        String user = made(admin, "users", within);
        budget(admin, within, "team", team, true);
        budget(admin, within, "application", application, false);
        return admin.post(
                        "keys",
                        "{\"name\":\"bench\",\"application\":\"" + application + "\",\"user\":\"" + user + "\","
                                + "\"tags\":{\"stage\":\"bench\"}," + LIMITS + "}")
                .path("key")
                .asString();
    }

    private static String made(Admin admin, String what, String within) throws IOException {
        return admin.post(what, "{\"name\":\"bench\"," + LIMITS + within + "}")
                .path("id")
                .asString();
    }

    private static void budget(Admin admin, String within, String level, String id, boolean strict) throws IOException {
        admin.post(
                "budgets",
                "{\"name\":\"" + level + "\",\"subject\":{\"level\":\"" + level + "\",\"id\":\"" + id
                        + "\"},\"strict\":" + strict + "," + CAPS + within + "}");
    }

    /** The model with which the start is awaited needs no secret, which can be kept only then. */
    private static String configuration(int providerPort) {
        return """
            providers:
              plain: {base-url: http://127.0.0.1:%1$d/v1, api-key: bench-provider-key}
              bench: {base-url: http://127.0.0.1:%1$d/v1, api-key: "secret:%2$s", asks-usage: true, pool: 4096}
            models:
              %3$s: {targets: [{provider: plain, model: bench}]}
              bench: {price: "in=2.5 out=10", targets: [{provider: bench, model: bench}]}
            discovery: {local: false}
            drain: {lag: 0s, grace: 1s}
            """.formatted(providerPort, SECRET, FIRST_MODEL);
    }
}
