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

    /** Guarded by the shelf of the tenant. */
    private Meter[] meters = UNKNOWN;

    /**
     * What binds a caller.
     *
     * @param tenant that all of them belong to
     */
    public Binding(String tenant, List<Bound> limits) {
        this.tenant = requireNonNull(tenant, "tenant");
        this.limits = List.copyOf(limits);
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

    /** What tells one of them apart from all other limits. */
    String id(Bound bound) {
        return tenant + "/" + bound.subject().text() + "/" + bound.limit().id();
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
