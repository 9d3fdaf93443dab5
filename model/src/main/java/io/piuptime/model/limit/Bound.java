package io.piuptime.model.limit;

import static java.util.Objects.requireNonNull;

/**
 * A limit, where it is written, and whose use it counts.
 *
 * @param place that it is written at
 * @param subject all that they do below that place counts towards it; the place itself where that is everything
 */
public record Bound(Subject place, Subject subject, Limit limit) {
    public Bound {
        requireNonNull(place, "place");
        requireNonNull(subject, "subject");
        requireNonNull(limit, "limit");
    }

    /** A limit as it is written; of those that count somebody in particular it is not known yet whom. */
    public Bound(Subject place, Limit limit) {
        this(place, place, limit);
    }

    /** The same limit, of somebody's use alone. */
    public Bound of(Subject somebody) {
        return new Bound(place, somebody, limit);
    }

    /** Whether everything that is done below its place counts. */
    public boolean isOfAll() {
        return limit.whose() instanceof Whose.All;
    }

    /** Whether it holds for all tenants, as it is written at what all of them ask. */
    public boolean isCommon() {
        return place.level() == Level.MODEL;
    }
}
