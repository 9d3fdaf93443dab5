package io.piuptime.gateway.budget.rate;

import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Measure;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/** What is left of the limits that bind an exchange, at one moment: of each measure the limit that is nearest. */
public final class Remains {
    /** Where no limit is. */
    public static final Remains NONE = new Remains();

    private final EnumMap<Measure, Left> nearest = new EnumMap<>(Measure.class);

    /**
     * What is left of one limit.
     *
     * @param resetMillis until all of it is there again; -1 = it never is by itself
     */
    public record Left(Bound item, long amount, long left, long resetMillis) {}

    Remains() {}

    /** What is left of one more; the nearest of its measure counts. */
    void add(Bound item, long amount, long left, long resetMillis) {
        Measure measure = item.limit().measure();
        Left known = nearest.get(measure);
        if (known == null || isNearer(left, amount, known)) {
            nearest.put(measure, new Left(item, amount, left, resetMillis));
        }
    }

    /** Of one measure, if it is limited. */
    public @Nullable Left of(Measure measure) {
        return nearest.get(measure);
    }

    /** Of all measures that are limited. */
    public Collection<Left> all() {
        return Collections.unmodifiableCollection(nearest.values());
    }

    /** By the part that is left; where that is the same, the smaller. */
    private static boolean isNearer(long left, long amount, Left than) {
        double one = (double) left / Math.max(1, amount);
        double other = (double) than.left / Math.max(1, than.amount);
        return one < other || (one == other && left < than.left);
    }
}
