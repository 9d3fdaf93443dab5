package io.piuptime.control.access;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.directory.User;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Who calls the admin API, and what they may do where.
 *
 * @param id {@code admin-token}, or the id of the user that a key acts for
 * @param tenant outside of which nothing is seen; {@link User#EVERYWHERE} = none
 * @param rights in the whole tenant
 * @param teams more rights, in teams of it, by their ids
 */
public record Caller(String id, String tenant, Set<Permission> rights, Map<String, Set<Permission>> teams) {
    /** Id of whoever has the admin token, which no user has. */
    public static final String TOKEN = "admin-token";

    public Caller {
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
        rights = Set.copyOf(rights);
        teams = Map.copyOf(teams);
    }

    /** Whoever has the admin token: the owner of everything. */
    public static Caller token() {
        return new Caller(TOKEN, User.EVERYWHERE, ShippedRole.OWNER.permissions(), Map.of());
    }

    public boolean everywhere() {
        return tenant.equals(User.EVERYWHERE);
    }

    /** What the caller may do at a place. */
    public Set<Permission> at(Place place) {
        if (!everywhere() && !tenant.equals(place.tenant())) {
            return Set.of();
        }
        EnumSet<Permission> all = EnumSet.noneOf(Permission.class);
        all.addAll(rights);
        place.team().map(id -> teams.getOrDefault(id, Set.of())).ifPresent(all::addAll);
        return all;
    }

    public boolean may(Permission permission, Place place) {
        return at(place).contains(permission);
    }

    /** Whether there is a place where the caller may do it. */
    public boolean maySomewhere(Permission permission) {
        return rights.contains(permission) || teams.values().stream().anyMatch(some -> some.contains(permission));
    }

    /** Whether the caller knows what is there: whoever may do nothing at a place learns nothing of it. */
    public boolean reaches(Place place) {
        return !at(place).isEmpty();
    }

    /** Whether the caller may do, wherever the other may, all that the other may. */
    public boolean covers(Caller other) {
        Place whole = Place.tenant(other.tenant);
        return (everywhere() || tenant.equals(other.tenant))
                && at(whole).containsAll(other.rights)
                && other.teams.entrySet().stream()
                        .allMatch(team ->
                                at(Place.team(other.tenant, team.getKey())).containsAll(team.getValue()));
    }
}
