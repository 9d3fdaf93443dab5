package io.piuptime.control.access;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.directory.Role;
import io.piuptime.model.directory.User;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What roles allow, the shipped ones and those that tenants made for themselves. */
public final class Roles {
    private final Function<String, Optional<Role>> own;

    /**
     * The shipped roles and others.
     *
     * @param own a role that somebody made, by its id
     */
    public Roles(Function<String, Optional<Role>> own) {
        this.own = requireNonNull(own, "own");
    }

    /** What a role allows in a tenant; empty if the tenant has no such role. */
    public Optional<Set<Permission>> permissions(String role, String tenant) {
        return ShippedRole.of(role)
                .map(ShippedRole::permissions)
                .or(() -> own.apply(role)
                        .filter(made -> made.tenant().equals(tenant))
                        .map(Roles::permissions));
    }

    /** Words that this version does not know allow nothing. */
    public static Set<Permission> permissions(Role role) {
        return role.permissions().stream()
                .map(Permission::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The user as a caller. Roles that are gone, and teams for those who look after all tenants, give nothing. */
    public Caller caller(User user) {
        Set<Permission> rights = EnumSet.noneOf(Permission.class);
        Map<String, Set<Permission>> teams = new HashMap<>();
        for (User.Grant grant : user.grants()) {
            Set<Permission> given = permissions(grant.role(), user.tenant()).orElse(Set.of());
            if (grant.team().isEmpty()) {
                rights.addAll(given);
            } else if (!user.tenant().equals(User.EVERYWHERE)) {
                teams.computeIfAbsent(grant.team().get(), _ -> EnumSet.noneOf(Permission.class))
                        .addAll(given);
            }
        }
        return new Caller(user.id(), user.tenant(), rights, teams);
    }
}
