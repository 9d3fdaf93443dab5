package io.piuptime.model.exchange;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.directory.Access;
import io.piuptime.model.key.KeyPermission;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who sends an exchange: the key it came with, and whatever follows from whose the key is. Made once for a key, not for each
 * exchange.
 *
 * @param keyId public id of the key
 * @param name what the key's owner called it
 * @param tags marks of the key
 */
public record Caller(
        String keyId, String name, Owner owner, Rights rights, Map<String, String> tags, Allowance allowance) {
    public Caller {
        requireNonNull(keyId, "keyId");
        requireNonNull(name, "name");
        requireNonNull(owner, "owner");
        requireNonNull(rights, "rights");
        tags = Map.copyOf(tags);
        requireNonNull(allowance, "allowance");
    }

    /** A caller of the default application, without limits. */
    public Caller(String keyId, String name, List<String> models, Set<KeyPermission> permissions) {
        this(
                keyId,
                name,
                Owner.DEFAULT,
                new Rights(List.of(Access.to(models)), permissions),
                Map.of(),
                Allowance.BOUNDLESS);
    }

    /** A caller of the default application that may ask models and nothing else. */
    public Caller(String keyId, String name, List<String> models) {
        this(keyId, name, models, Set.of());
    }

    public Set<KeyPermission> permissions() {
        return rights.permissions();
    }
}
