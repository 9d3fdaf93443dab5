package io.piuptime.model.limit;

import static java.util.Objects.requireNonNull;

/** A limit, and whom it is written at: all that they do counts towards it together. */
public record Bound(Subject subject, Limit limit) {
    public Bound {
        requireNonNull(subject, "subject");
        requireNonNull(limit, "limit");
    }

    /** {@code team/abc tokens/minute}. */
    public String text() {
        return subject.text() + " " + limit.id();
    }
}
