package io.piuptime.model.limit;

import static java.util.Objects.requireNonNull;

/**
 * Whom something binds.
 *
 * @param id of the tenant, team, application, key or user; the end user's own name; {@code name=value} of a tag; a model's name
 */
public record Subject(Level level, String id) {
    public Subject {
        requireNonNull(level, "level");
        requireNonNull(id, "id");
        if (id.isBlank()) {
            throw new IllegalArgumentException("id: blank (expected: that of a " + level.id() + ")");
        }
    }

    /** {@code team/abc}. */
    public String text() {
        return level.id() + "/" + id;
    }
}
