package io.piuptime.gateway.budget.rate;

import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Measure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is left of the limits that bind an exchange, at one moment: of each measure the limit that is nearest. */
public final class Remains {
    private static final int MEASURES = Measure.values().length;

    private final Binding binding;
    private final List<Measure> measures = new ArrayList<>(MEASURES);
    private final int[] places = new int[MEASURES];
    private final long[] amounts = new long[MEASURES];
    private final long[] lefts = new long[MEASURES];
    private final long[] resets = new long[MEASURES];

    /**
     * What is left of one limit.
     *
     * @param resetMillis until all of it is there again; -1 = it never is by itself
     */
    public record Left(Bound item, long amount, long left, long resetMillis) {}

    Remains(Binding binding) {
        this.binding = binding;
    }

    /** What is left of one more, by its place among the limits; the nearest of its measure counts. */
    void add(int place, Meter meter, long left, long resetMillis) {
        int slot = measures.indexOf(meter.measure());
        if (slot < 0) {
            slot = measures.size();
            measures.add(meter.measure());
        } else if (!isNearer(left, meter.amount(), slot)) {
            return;
        }
        places[slot] = place;
        amounts[slot] = meter.amount();
        lefts[slot] = left;
        resets[slot] = resetMillis;
    }

    /** Of one measure, if it is limited. */
    public @Nullable Left of(Measure measure) {
        int slot = measures.indexOf(measure);
        return slot < 0 ? null : at(slot);
    }

    /** Of all measures that are limited. */
    public List<Left> all() {
        List<Left> all = new ArrayList<>(measures.size());
        for (int slot = 0; slot < measures.size(); slot++) {
            all.add(at(slot));
        }
        return all;
    }

    private Left at(int slot) {
        return new Left(binding.limits().get(places[slot]), amounts[slot], lefts[slot], resets[slot]);
    }

    /** By the part that is left; where that is the same, the smaller. */
    private boolean isNearer(long left, long amount, int slot) {
        double one = (double) left * Math.max(1, amounts[slot]);
        double other = (double) lefts[slot] * Math.max(1, amount);
        return one < other || (one == other && left < lefts[slot]);
    }
}
