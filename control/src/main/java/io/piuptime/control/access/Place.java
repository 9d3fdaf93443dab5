package io.piuptime.control.access;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.directory.User;
import java.util.Optional;

/**
 * Where something is: in a tenant, in one of its teams, or above all tenants.
 *
 * @param tenant its id, or {@link User#EVERYWHERE}
 * @param team its id; empty = in none, or not in one alone
 */
public record Place(String tenant, Optional<String> team) {
    /** Above all tenants. */
    public static final Place EVERYWHERE = new Place(User.EVERYWHERE, Optional.empty());

    public Place {
        requireNonNull(tenant, "tenant");
        requireNonNull(team, "team");
    }

    public static Place tenant(String id) {
        return new Place(id, Optional.empty());
    }

    public static Place team(String tenant, String id) {
        return new Place(tenant, Optional.of(id));
    }

    /** As messages name it. */
    public String text() {
        if (equals(EVERYWHERE)) {
            return "above all tenants";
        }
        return team.map(id -> "in the team " + id).orElse("in the tenant " + tenant);
    }
}
