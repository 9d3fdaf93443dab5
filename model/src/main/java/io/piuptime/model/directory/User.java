package io.piuptime.model.directory;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.limit.Limit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who has an account: reads and changes what roles allow, by keys that act for them.
 *
 * @param tenant that it belongs to; {@link #EVERYWHERE} for those who look after all of them
 * @param name an address of electronic mail, or whatever else people are told apart by
 */
public record User(
        String id,
        String tenant,
        String name,
        List<Grant> grants,
        List<Limit> limits,
        boolean active,
        Instant createdAt)
        implements Entry {
    /** Stands for all tenants. */
    public static final String EVERYWHERE = "*";

    /**
     * A role that somebody has.
     *
     * @param role name of a shipped role, or id of one of the tenant's own
     * @param team in which it counts; empty = in the whole tenant
     */
    public record Grant(String role, Optional<String> team) {
        public Grant {
            requireNonNull(role, "role");
            requireNonNull(team, "team");
        }
    }

    public User {
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
        requireNonNull(name, "name");
        grants = List.copyOf(grants);
        limits = List.copyOf(limits);
        requireNonNull(createdAt, "createdAt");
    }

    @Override
    public Kind kind() {
        return Kind.USER;
    }
}
