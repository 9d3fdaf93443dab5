package io.piuptime.gateway.budget.rate;

import io.piuptime.gateway.budget.kept.Tally;
import io.piuptime.gateway.queue.Line;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Window;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How much of one limit is used on this node. Guarded by its shelf. */
final class Meter {
    private static final Duration LONG = Duration.ofHours(1);

    private final String id;
    private final String tenant;
    private final boolean isOfSome;
    private final Shelf shelf;
    private final Count count;
    private final Measure measure;
    private final @Nullable String model;
    private final boolean isKept;
    private long amount;
    private int open;
    private @Nullable Lease lease;
    private @Nullable Line line;
    private boolean forgotten;

    /** Whether it stands in the queue of those of which something was counted. */
    boolean isChanged;

    /**
     * One that counts nothing yet.
     *
     * @param tenant whose exchange it was made for
     */
    Meter(String id, String tenant, Shelf shelf, Bound item) {
        Limit limit = item.limit();
        this.id = id;
        this.tenant = tenant;
        this.isOfSome = !item.isOfAll();
        this.shelf = shelf;
        this.count = count(limit);
        this.measure = limit.measure();
        this.model = limit.model().orElse(null);
        this.amount = limit.amount();
        this.isKept = limit.measure() != Measure.CONCURRENT && isLong(limit.window());
    }

    /** Whether so much is allowed in a window that nobody should have it twice by a restart. */
    private static boolean isLong(Window window) {
        return switch (window) {
            case Window.Calendar calendar -> calendar != Window.Calendar.MINUTE;
            case Window.Rolling rolling -> rolling.length().compareTo(LONG) >= 0;
            case Window.Total _ -> true;
        };
    }

    private static Count count(Limit limit) {
        if (limit.measure() == Measure.CONCURRENT) {
            return FixedCount.present();
        }
        return switch (limit.window()) {
            case Window.Calendar calendar -> FixedCount.of(calendar);
            case Window.Rolling rolling -> new RollingCount(rolling.length());
            case Window.Total _ -> FixedCount.total();
        };
    }

    String id() {
        return id;
    }

    String tenant() {
        return tenant;
    }

    /** Whether it counts somebody in particular, of whom there may be many. */
    boolean isOfSome() {
        return isOfSome;
    }

    Shelf shelf() {
        return shelf;
    }

    Count count() {
        return count;
    }

    Measure measure() {
        return measure;
    }

    /** Whether it counts exchanges with a model. */
    boolean counts(String name) {
        return model == null || matches(model, name);
    }

    private static boolean matches(String pattern, String name) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(name);
        }
        int tail = pattern.length() - star - 1;
        return name.length() >= star + tail
                && name.startsWith(pattern.substring(0, star))
                && name.endsWith(pattern.substring(star + 1));
    }

    /** How much is allowed; the last one that was written counts. */
    long amount() {
        return amount;
    }

    void amount(long written) {
        amount = written;
    }

    void roll(long now) {
        count.roll(now);
        if (lease != null) {
            lease.roll();
        }
    }

    /** What may be taken now. */
    long room(Footing footing) {
        long whole = amount - count.used();
        return switch (footing) {
            case Footing.Whole _ -> whole;
            case Footing.Leased _ -> Math.min(whole, leased());
            case Footing.Alone alone ->
                Math.min(whole, Math.max(leased(), Math.ceilDiv(amount, alone.nodes()) - count.used()));
        };
    }

    private long leased() {
        return lease == null ? 0 : lease.room();
    }

    /** Takes what there is room for. */
    void take(long need) {
        count.add(need);
        open++;
    }

    /** What was taken at a place turned out to be something else. */
    void settle(long place, long taken, long real) {
        open--;
        if (real < taken) {
            count.remove(place, taken - real);
        } else if (real > taken) {
            count.add(real - taken);
        }
    }

    /** Whether what is counted is kept beyond a restart. */
    boolean isKept() {
        return isKept;
    }

    /** What is kept of it. */
    Tally tally() {
        return new Tally(id, count.place(), count.emptyAt(), count.kept());
    }

    /** What is held of it; from now on it is, if only nothing. */
    Lease lease() {
        if (lease == null) {
            lease = new Lease(count);
        }
        return lease;
    }

    boolean isLeased() {
        return lease != null;
    }

    /** Where those stand who wait for it. */
    Line line(Queue queue) {
        if (line == null) {
            line = queue.line();
        }
        return line;
    }

    /** The same, if anybody has ever waited. */
    @Nullable
    Line line() {
        return line;
    }

    /** Whether somebody waits for it, or was called and has not tried yet. */
    boolean somebodyWaits() {
        return line != null && line.waiting() + line.called() > 0;
    }

    /** Whether nothing is lost if it is forgotten. */
    boolean isIdle(long now) {
        roll(now);
        boolean quiet = open == 0 && count.used() == 0 && !somebodyWaits();
        return quiet && (lease == null || (lease.held() == 0 && !lease.isDue && !lease.isListed));
    }

    void forget() {
        forgotten = true;
    }

    boolean isForgotten() {
        return forgotten;
    }
}
