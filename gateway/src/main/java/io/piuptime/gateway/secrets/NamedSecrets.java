package io.piuptime.gateway.secrets;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.catalog.Secret;
import io.piuptime.model.directory.StoredSecret;
import io.piuptime.model.directory.Tenant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets that configurations refer to by name. One that cannot be read is told as missing, with the reason: what needs
 * it cannot be used, the rest can.
 */
public final class NamedSecrets implements Function<String, Secret> {
    private static final Logger LOG = LoggerFactory.getLogger(NamedSecrets.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?");

    private final Function<String, Optional<StoredSecret>> stored;
    private final Sealer sealer;

    /**
     * Secrets of a directory.
     *
     * @param stored finds an entry by its id, in memory
     */
    public NamedSecrets(Function<String, Optional<StoredSecret>> stored, Sealer sealer) {
        this.stored = requireNonNull(stored, "stored");
        this.sealer = requireNonNull(sealer, "sealer");
    }

    /** Whether a text can be the name of a secret. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** The id of a tenant's secret: the same for a name, whatever became of one that had it before. */
    public static String id(String tenant, String name) {
        return tenant + ":" + name;
    }

    /** The secret that {@code NAME}, or {@code TENANT/NAME}, stands for; the latter is for that tenant's callers alone. */
    @Override
    public Secret apply(String reference) {
        Secret secret = find(reference);
        secret.missing().ifPresent(why -> LOG.error("a provider cannot be used: {}", why));
        return secret;
    }

    private Secret find(String reference) {
        int slash = reference.indexOf('/');
        String tenant = slash < 0 ? Tenant.DEFAULT : reference.substring(0, slash);
        String name = reference.substring(slash + 1);
        if (!isName(name)) {
            return Secret.missing("secret '" + shown(reference) + "' (expected: small letters, digits, _ and -)");
        }
        Optional<StoredSecret> found = stored.apply(id(tenant, name));
        if (found.isEmpty()) {
            return Secret.missing("there is no secret '" + shown(reference) + "'");
        }
        try {
            Secret secret = sealer.open(found.get());
            return tenant.equals(Tenant.DEFAULT) ? secret : secret.of(tenant);
        } catch (UnsealException e) {
            return Secret.missing(String.valueOf(e.getMessage()));
        }
    }

    private static String shown(String reference) {
        return reference.length() > 100 ? reference.substring(0, 100) + "…" : reference;
    }
}
