package io.piuptime.gateway.budget.rate;

import io.piuptime.gateway.budget.share.Term;
import io.piuptime.model.limit.Window;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts from the beginning of a window to its end; or for good, which is how what is under way is counted too. */
final class FixedCount implements Count {
    private final Window.@Nullable Calendar calendar;
    private final boolean present;
    private long from;
    private long until;
    private long used;

    private FixedCount(Window.@Nullable Calendar calendar, boolean present, long until) {
        this.calendar = calendar;
        this.present = present;
        this.until = until;
    }

    /** Of windows of the calendar. */
    static FixedCount of(Window.Calendar calendar) {
        return new FixedCount(calendar, false, Long.MIN_VALUE);
    }

    /** For all time. */
    static FixedCount total() {
        return new FixedCount(null, false, NEVER);
    }

    /** Of what is under way. */
    static FixedCount present() {
        return new FixedCount(null, true, NEVER);
    }

    @Override
    public void roll(long now) {
        if (now < until || calendar == null) {
            return;
        }
        Instant at = Instant.ofEpochMilli(now);
        from = calendar.start(at).toEpochMilli();
        until = calendar.end(at).toEpochMilli();
        used = 0;
    }

    @Override
    public long place() {
        return from;
    }

    @Override
    public long used() {
        return used;
    }

    @Override
    public long usedAt(long place) {
        return place == from ? used : 0;
    }

    @Override
    public void add(long amount) {
        used += amount;
    }

    @Override
    public void remove(long place, long amount) {
        if (place == from) {
            used = Math.max(0, used - amount);
        }
    }

    @Override
    public long lessBy(long amount) {
        return until;
    }

    @Override
    public long emptyAt() {
        return until;
    }

    @Override
    public List<Long> kept() {
        return List.of(used);
    }

    @Override
    public void restore(long place, List<Long> kept, long now) {
        if (kept.size() == 1 && place <= now) {
            from = place;
            until = calendar == null
                    ? NEVER
                    : calendar.end(Instant.ofEpochMilli(place)).toEpochMilli();
            used = kept.getFirst();
        }
    }

    @Override
    public Term term(long place) {
        return present ? new Term.Present() : new Term.Fixed(from, until);
    }
}
