package io.piuptime.gateway.budget.rate;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Limit;
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

    /** Whether a limit counts exchanges with a model. */
    static boolean counts(Limit limit, String model) {
        return limit.model().isEmpty() || matches(limit.model().get(), model);
    }

    private static boolean matches(String pattern, String model) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(model);
        }
        int tail = pattern.length() - star - 1;
        return model.length() >= star + tail
                && model.startsWith(pattern.substring(0, star))
                && model.endsWith(pattern.substring(star + 1));
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
