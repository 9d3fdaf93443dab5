package io.piuptime.gateway.budget.rate;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Subject;
import java.util.List;

/**
 * The limits that bind one caller, in whatever order. It is made once for many exchanges: the meters that it leads to are looked up
 * when the first comes.
 */
public final class Bound {
    /** Binds nobody. */
    public static final Bound NONE = new Bound("", List.of());

    private static final Meter[] UNKNOWN = {};

    private final String tenant;
    private final List<Item> items;

    /** Guarded by the shelf of the tenant. */
    private Meter[] meters = UNKNOWN;

    /** One limit, and whom it is written at. */
    public record Item(Subject subject, Limit limit) {
        public Item {
            requireNonNull(subject, "subject");
            requireNonNull(limit, "limit");
        }

        /** What tells it apart from all other limits. */
        String id(String tenant) {
            return tenant + "/" + subject.text() + "/" + limit.id();
        }

        /** Whether it counts exchanges with a model. */
        boolean counts(String model) {
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
    }

    /**
     * What binds a caller.
     *
     * @param tenant that all of them belong to
     */
    public Bound(String tenant, List<Item> items) {
        this.tenant = requireNonNull(tenant, "tenant");
        this.items = List.copyOf(items);
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }

    public String tenant() {
        return tenant;
    }

    public List<Item> items() {
        return items;
    }

    /** The meters, one for each item; or an empty array while they are not known, or one of them was forgotten. */
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
