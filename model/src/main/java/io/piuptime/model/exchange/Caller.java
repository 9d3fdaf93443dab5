package io.piuptime.model.exchange;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.key.KeyPermission;
import java.util.List;
import java.util.Set;

/**
 * Who sends an exchange: the key it came with.
 *
 * @param keyId public id of the key
 * @param name what the key's owner called it
 * @param models names and wildcards of the models it may use; empty = all
 * @param permissions what the key may do beyond asking models
 */
public record Caller(String keyId, String name, List<String> models, Set<KeyPermission> permissions) {
    public Caller {
        requireNonNull(keyId, "keyId");
        requireNonNull(name, "name");
        models = List.copyOf(models);
        permissions = Set.copyOf(permissions);
    }

    /** A caller that may ask models and nothing else. */
    public Caller(String keyId, String name, List<String> models) {
        this(keyId, name, models, Set.of());
    }
}
