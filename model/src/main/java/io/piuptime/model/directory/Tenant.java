package io.piuptime.model.directory;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.limit.Limit;
import java.time.Instant;
import java.util.List;

/**
 * A company or a part of one: whatever belongs to it is invisible to others.
 *
 * @param active whether its keys open anything
 */
public record Tenant(String id, String name, Access access, List<Limit> limits, boolean active, Instant createdAt)
        implements Entry {
    /** The one that is there from the beginning, and to which everything belongs that names no other. */
    public static final String DEFAULT = "default";

    public Tenant {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(access, "access");
        limits = List.copyOf(limits);
        requireNonNull(createdAt, "createdAt");
    }

    @Override
    public String parent() {
        return "";
    }

    @Override
    public Kind kind() {
        return Kind.TENANT;
    }

    @Override
    public String tenant() {
        return id;
    }
}
