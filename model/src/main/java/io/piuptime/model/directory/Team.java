package io.piuptime.model.directory;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.limit.Limit;
import java.time.Instant;
import java.util.List;

/**
 * People of a tenant who share applications, limits and budgets.
 *
 * @param active whether the keys of its applications open anything
 */
public record Team(
        String id, String tenant, String name, Access access, List<Limit> limits, boolean active, Instant createdAt)
        implements Entry {
    public Team {
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
        requireNonNull(name, "name");
        requireNonNull(access, "access");
        limits = List.copyOf(limits);
        requireNonNull(createdAt, "createdAt");
    }

    @Override
    public Kind kind() {
        return Kind.TEAM;
    }
}
