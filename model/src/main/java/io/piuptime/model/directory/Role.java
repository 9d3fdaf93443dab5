package io.piuptime.model.directory;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * A set of permissions that a tenant made for itself.
 *
 * @param permissions words such as {@code keys:read}
 */
public record Role(String id, String tenant, String name, Set<String> permissions) implements Entry {
    public Role {
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
        requireNonNull(name, "name");
        permissions = Set.copyOf(permissions);
    }

    @Override
    public Kind kind() {
        return Kind.ROLE;
    }
}
