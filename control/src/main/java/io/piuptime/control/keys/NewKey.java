package io.piuptime.control.keys;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.key.KeyPermission;
import io.piuptime.model.limit.Limit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The key to create.
 *
 * @param application that it is for
 * @param user the account that it acts for, if it is somebody's own
 * @param permissions what it may do beyond asking models
 */
public record NewKey(
        String name,
        String application,
        Optional<String> user,
        Access access,
        Set<KeyPermission> permissions,
        Extent extent,
        Optional<Instant> expiresAt) {
    /** How much it may have, and its marks. */
    public record Extent(List<Limit> limits, Map<String, String> tags) {
        /** As much as there is, and no marks. */
        public static final Extent BOUNDLESS = new Extent(List.of(), Map.of());

        public Extent {
            limits = List.copyOf(limits);
            tags = Map.copyOf(tags);
        }
    }

    public NewKey {
        requireNonNull(name, "name");
        requireNonNull(application, "application");
        requireNonNull(user, "user");
        requireNonNull(access, "access");
        permissions = Set.copyOf(permissions);
        requireNonNull(extent, "extent");
        requireNonNull(expiresAt, "expiresAt");
    }

    /** A key of the default application that may ask models and nothing else. */
    public NewKey(String name, List<String> models, Optional<Instant> expiresAt) {
        this(name, Tenant.DEFAULT, Optional.empty(), Access.to(models), Set.of(), Extent.BOUNDLESS, expiresAt);
    }
}
