package io.piuptime.model.directory;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.limit.Limit;
import java.time.Instant;
import java.util.List;

/**
 * A program that asks, and to which keys are given.
 *
 * @param team that it belongs to
 * @param active whether its keys open anything
 */
public record Application(
        String id,
        String tenant,
        String team,
        String name,
        Access access,
        List<Limit> limits,
        boolean active,
        Instant createdAt)
        implements Entry {
    public Application {
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
        requireNonNull(team, "team");
        requireNonNull(name, "name");
        requireNonNull(access, "access");
        limits = List.copyOf(limits);
        requireNonNull(createdAt, "createdAt");
    }

    @Override
    public String parent() {
        return team;
    }

    @Override
    public Kind kind() {
        return Kind.APPLICATION;
    }
}
