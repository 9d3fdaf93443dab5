package io.piuptime.gateway.budget.rate;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.limit.Bound;
import java.util.List;

/**
 * The limits that bind one caller, in whatever order. It is made once for many exchanges: the meters that it leads to, of one node,
 * are looked up when the first comes.
 */
public final class Binding {
    /** Binds nobody. */
    public static final Binding NONE = new Binding("", List.of());

    private static final Meter[] UNKNOWN = {};

    private final String tenant;
    private final List<Bound> limits;
    private final boolean isCommon;

    /** Guarded by the shelves of its limits. */
    private Meter[] meters = UNKNOWN;

    /**
     * What binds a caller.
     *
     * @param tenant that those who are bound belong to
     */
    public Binding(String tenant, List<Bound> limits) {
        this.tenant = requireNonNull(tenant, "tenant");
        this.limits = List.copyOf(limits);
        this.isCommon = this.limits.stream().anyMatch(Bound::isCommon);
    }

    public boolean isEmpty() {
        return limits.isEmpty();
    }

    public String tenant() {
        return tenant;
    }

    public List<Bound> limits() {
        return limits;
    }

    /** Whether some of them hold for all tenants. */
    boolean isCommon() {
        return isCommon;
    }

    /** What tells one of them apart from all other limits; what callers say of themselves stands last. */
    String id(Bound bound) {
        String id = (bound.isCommon() ? "" : tenant) + "/" + bound.place().text() + "/"
                + bound.limit().id();
        return bound.isOfAll()
                ? id
                : id + "/" + (bound.isCommon() ? tenant + "/" : "")
                        + bound.subject().text();
    }

    /** The meters, one for each limit; or an empty array while they are not known, or one of them was forgotten. */
    Meter[] meters() {
        for (Meter meter : meters) {
            if (meter.isForgotten()) {
                return UNKNOWN;
            }
        }
        return meters;
    }

    void leadsTo(Meter[] found) {
        meters = found;
    }
}
