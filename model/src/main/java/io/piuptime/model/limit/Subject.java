package io.piuptime.model.limit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

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

    /** The one that is written as {@link #text} says; empty if none is, or a tag without a value. */
    public static Optional<Subject> parse(String text) {
        int slash = text.indexOf('/');
        String id = text.substring(slash + 1);
        return slash < 1 || id.isBlank()
                ? Optional.empty()
                : Level.of(text.substring(0, slash))
                        .filter(level -> level != Level.TAG || id.indexOf('=') > 0)
                        .map(level -> new Subject(level, id));
    }

    /** {@code team/abc}. */
    public String text() {
        return level.id() + "/" + id;
    }
}
