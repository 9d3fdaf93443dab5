package io.piuptime.gateway.budget.rate;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.kept.Remembered;
import io.piuptime.gateway.budget.kept.Tallies;
import io.piuptime.gateway.budget.kept.Tally;
import io.piuptime.gateway.queue.Line;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All meters of this node. What an exchange needs of all limits that bind it is taken in one step, or nothing is; when it is over,
 * what it really used takes its place.
 */
public final class Meters implements Tallies {
    private static final int SHELVES = 16;

    private final LongSupplier millis;
    private final Queue queue;
    private final AtomicInteger count = new AtomicInteger();
    private final Shelf[] shelves = new Shelf[SHELVES];
    /** What holds for all tenants. Its lock is taken after that of a tenant's shelf. */
    private final Shelf common;

    private final @Nullable Holdings holdings;
    private final @Nullable Remembered remembered;
    /** Of what is kept, what was counted since it was told. */
    private final ConcurrentLinkedQueue<Meter> changed = new ConcurrentLinkedQueue<>();

    /**
     * Meters of a node that has all of each limit, and keeps nothing beyond its end.
     *
     * @param millis the time by which windows begin and end, since the epoch
     * @param queue of those who wait for limits
     * @param most of how many meters there may be
     */
    public Meters(LongSupplier millis, Queue queue, int most) {
        this(millis, queue, most, null, null);
    }

    private Meters(
            LongSupplier millis, Queue queue, int most, @Nullable Holdings holdings, @Nullable Remembered remembered) {
        this.millis = millis;
        this.queue = requireNonNull(queue, "queue");
        this.holdings = holdings;
        this.remembered = remembered;
        Remembered known = remembered == null ? new Remembered(List.of()) : remembered;
        for (int i = 0; i < SHELVES; i++) {
            shelves[i] = new Shelf(most, count, known);
        }
        common = new Shelf(most, count, known);
    }

    /** Meters of a node that holds what a store grants it. */
    public static Meters of(Holdings holdings, LongSupplier millis, Queue queue, int most) {
        Meters meters = new Meters(millis, queue, most, holdings, null);
        holdings.of(meters);
        return meters;
    }

    /** Meters of a node that has all of each limit, and goes on with what it had counted before its start. */
    public static Meters of(Remembered remembered, LongSupplier millis, Queue queue, int most) {
        return new Meters(millis, queue, most, null, remembered);
    }

    /** Takes what an exchange needs of all limits that count it. Who was called from a line comes before those in it. */
    public Outcome take(Binding binding, String model, Wants wants, boolean called) {
        long now = millis.getAsLong();
        lock(binding);
        try {
            return new Taking(binding, meters(binding, now), model, wants, called, now).outcome();
        } finally {
            unlock(binding);
        }
    }

    /** How many meters there are. */
    public long size() {
        return count.get();
    }

    void settle(Taken taken, Wants real) {
        List<Line> freed = List.of();
        lock(taken.binding());
        try {
            if (taken.settlesNow()) {
                freed = settled(taken, real);
            }
        } finally {
            unlock(taken.binding());
        }
        freed.forEach(Line::freed);
    }

    private List<Line> settled(Taken taken, Wants real) {
        long now = millis.getAsLong();
        List<Line> freed = List.of();
        for (int i = 0; i < taken.from().length; i++) {
            if (taken.amountOf(i) < 0) {
                continue;
            }
            Meter meter = taken.from()[i];
            Measure measure = meter.measure();
            meter.roll(now);
            meter.settle(taken.placeOf(i), taken.amountOf(i), measure == Measure.CONCURRENT ? 0 : real.of(measure));
            counted(meter);
            if (holdings != null) {
                holdings.settled(meter, taken.placeOf(i));
            }
            if (meter.somebodyWaits()) {
                freed = freed.isEmpty() ? new ArrayList<>() : freed;
                freed.add(requireNonNull(meter.line()));
            }
        }
        return freed;
    }

    @Override
    public List<Tally> changed(int most) {
        List<Tally> tallies = new ArrayList<>();
        for (Meter meter = changed.poll(); meter != null; meter = tallies.size() < most ? changed.poll() : null) {
            tallies.add(tally(meter));
        }
        return tallies;
    }

    @Override
    public void all(Consumer<Tally> each) {
        long now = millis.getAsLong();
        // first, as they may be taken meanwhile: what is told twice counts as it was told last
        if (remembered != null) {
            remembered.rest().stream().filter(tally -> tally.countsAt(now)).forEach(each);
        }
        for (Shelf shelf : shelves()) {
            shelf.all().stream()
                    .filter(Meter::isKept)
                    .map(Meters::tally)
                    .filter(tally -> tally.countsAt(now))
                    .forEach(each);
        }
    }

    /** What is counted of one, which is told by that. */
    private static Tally tally(Meter meter) {
        meter.shelf().lock.lock();
        try {
            meter.isChanged = false;
            return meter.tally();
        } finally {
            meter.shelf().lock.unlock();
        }
    }

    private void counted(Meter meter) {
        if (remembered != null && meter.isKept() && !meter.isChanged) {
            meter.isChanged = true;
            changed.add(meter);
        }
    }

    List<Shelf> shelves() {
        List<Shelf> all = new ArrayList<>(List.of(shelves));
        all.add(common);
        return all;
    }

    /** The meters that a caller's limits lead to, in their order. */
    private Meter[] meters(Binding binding, long now) {
        List<Bound> items = binding.limits();
        Meter[] known = binding.meters();
        if (known.length == items.size()) {
            return known;
        }
        Shelf own = shelf(binding);
        own.tidy(binding, now);
        if (binding.isCommon()) {
            common.tidy(binding, now);
        }
        Meter[] found = new Meter[items.size()];
        for (int i = 0; i < found.length; i++) {
            Bound item = items.get(i);
            found[i] = (item.isCommon() ? common : own).meter(binding, item, now);
        }
        binding.leadsTo(found);
        return found;
    }

    private void lock(Binding binding) {
        shelf(binding).lock.lock();
        if (binding.isCommon()) {
            common.lock.lock();
        }
    }

    private void unlock(Binding binding) {
        if (binding.isCommon()) {
            common.lock.unlock();
        }
        shelf(binding).lock.unlock();
    }

    private Shelf shelf(Binding binding) {
        int hash = binding.tenant().hashCode();
        return shelves[(hash ^ hash >>> 16) & SHELVES - 1];
    }

    private Footing footing() {
        return holdings == null ? Holdings.WHOLE : holdings.footing();
    }

    /** One attempt to take, under the shelf's lock. */
    private final class Taking {
        private final Binding binding;
        private final Meter[] meters;
        private final String model;
        private final Wants wants;
        private final boolean called;
        private final long now;
        private final Footing footing = footing();
        private final long[] places;
        private final long[] amounts;

        private boolean mayWait = true;
        private boolean shareMayCome = true;
        private int worst = -1;
        private long worstWait;

        Taking(Binding binding, Meter[] meters, String model, Wants wants, boolean called, long now) {
            this.binding = binding;
            this.meters = meters;
            this.model = model;
            this.wants = wants;
            this.called = called;
            this.now = now;
            this.places = new long[meters.length];
            this.amounts = new long[meters.length];
        }

        Outcome outcome() {
            for (int i = 0; i < meters.length; i++) {
                look(i);
            }
            return worst < 0 ? takeAll() : reached();
        }

        /** Whether one limit has what is needed. */
        private void look(int i) {
            Meter meter = meters[i];
            if (!meter.counts(model)) {
                amounts[i] = -1;
                return;
            }
            meter.roll(now);
            long need = need(meter);
            amounts[i] = need;
            places[i] = meter.count().place();
            boolean behind = !called && meter.somebodyWaits();
            long room = meter.room(footing);
            if (need <= room && !behind) {
                return;
            }
            boolean coming = holdings != null && holdings.wanted(meter, need, now);
            shareMayCome &= coming || need <= room;
            mayWait &= binding.limits().get(i).limit().queues();
            long wait = wait(meter, need, room);
            if (worst < 0 || wait > worstWait) {
                worst = i;
                worstWait = wait;
            }
        }

        /** What is needed of one limit; all of it at the most, as otherwise no exchange would ever have it. */
        private long need(Meter meter) {
            long need = wants.of(meter.measure());
            return meter.amount() == 0 ? Math.max(1, need) : Math.min(need, meter.amount());
        }

        private long wait(Meter meter, long need, long room) {
            if (meter.amount() == 0) {
                return Count.NEVER;
            }
            long at = meter.count().lessBy(Math.max(1, need - Math.max(0, room)));
            return at == Count.NEVER ? Count.NEVER : Math.max(1, at - now);
        }

        private Taken takeAll() {
            Remains remains = new Remains(binding);
            for (int i = 0; i < meters.length; i++) {
                if (amounts[i] >= 0) {
                    Meter meter = meters[i];
                    meter.take(amounts[i]);
                    counted(meter);
                    if (holdings != null) {
                        holdings.took(meter, now);
                    }
                    note(remains, i);
                }
            }
            return new Taken(Meters.this, binding, meters, places, amounts, remains);
        }

        private Reached reached() {
            Remains remains = new Remains(binding);
            List<Line> lines = new ArrayList<>(1);
            for (int i = 0; i < meters.length; i++) {
                if (amounts[i] >= 0) {
                    note(remains, i);
                }
            }
            Bound item = binding.limits().get(worst);
            boolean present = item.limit().measure() == Measure.CONCURRENT;
            boolean never = worstWait == Count.NEVER;
            lines.add(meters[worst].line(queue));
            return new Reached(
                    item,
                    never ? -1 : worstWait,
                    mayWait && (present || !never) && meters[worst].amount() > 0,
                    shareMayCome,
                    lines,
                    remains);
        }

        private void note(Remains remains, int i) {
            Meter meter = meters[i];
            long left = Math.max(0, meter.amount() - meter.count().used());
            long until = meter.count().emptyAt();
            long reset = until == Count.NEVER ? -1 : Math.max(0, until - now);
            remains.add(i, meter, left, reset);
        }
    }
}
