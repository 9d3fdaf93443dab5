package io.piuptime.gateway.budget.rate;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.share.Ask;
import io.piuptime.gateway.budget.share.Dealt;
import io.piuptime.gateway.budget.share.Leases;
import io.piuptime.gateway.budget.share.Term;
import io.piuptime.gateway.queue.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/** What this node holds of all limits: which of them need something said or asked, and what became of it. */
public final class Holdings implements Leases {
    static final Footing WHOLE = new Footing.Whole();

    private final LongSupplier millis;
    private final Runnable wake;
    private final Queue<Meter> due = new ConcurrentLinkedQueue<>();
    private final Queue<Meter> listed = new ConcurrentLinkedQueue<>();
    private final Deque<Meter> round = new ArrayDeque<>();
    private List<Said> said = List.of();
    private boolean inRound;
    private volatile Footing footing = new Footing.Leased(1);
    private volatile Optional<Meters> meters = Optional.empty();

    private record Said(Meter meter, long place) {}

    /**
     * Nothing is held yet.
     *
     * @param millis the store's time, since the epoch
     * @param wake tells the keeper that somebody waits
     */
    public Holdings(LongSupplier millis, Runnable wake) {
        this.millis = millis;
        this.wake = requireNonNull(wake, "wake");
    }

    /** Whose meters are held, which is known once they are there. */
    void of(Meters all) {
        meters = Optional.of(all);
    }

    Footing footing() {
        return footing;
    }

    /** There is too little of one. Returns whether the store is being asked. Called under the meter's lock, as the next two are. */
    boolean wanted(Meter meter, long need, long now) {
        Lease lease = meter.lease();
        if (!(footing instanceof Footing.Leased) || lease.isDry(now) || meter.amount() == 0) {
            return false;
        }
        lease.want(need);
        makeDue(meter, lease);
        return true;
    }

    void took(Meter meter, long now) {
        Lease lease = meter.lease();
        lease.took();
        list(meter, lease);
        if (footing instanceof Footing.Leased leased
                && !lease.isDry(now)
                && lease.room() * 2 < lease.slice(meter.amount(), leased.nodes())) {
            makeDue(meter, lease);
        }
    }

    void settled(Meter meter, long place) {
        Lease lease = meter.lease();
        if (place != lease.place() && meter.count() instanceof RollingCount) {
            lease.markStale(place);
        }
        list(meter, lease);
    }

    private void makeDue(Meter meter, Lease lease) {
        if (!lease.isDue) {
            lease.isDue = true;
            due.add(meter);
            wake.run();
        }
    }

    private void list(Meter meter, Lease lease) {
        if (!lease.isListed) {
            lease.isListed = true;
            listed.add(meter);
        }
    }

    @Override
    public List<Ask> due(int most) {
        Saying saying = new Saying();
        for (Meter meter = due.poll(); meter != null; meter = saying.size() < most ? due.poll() : null) {
            saying.ask(meter);
        }
        return saying.done();
    }

    @Override
    public List<Ask> review(int most) {
        if (!inRound) {
            for (Meter meter = listed.poll(); meter != null; meter = listed.poll()) {
                round.add(meter);
            }
            inRound = true;
        }
        Saying saying = new Saying();
        List<Meter> again = new ArrayList<>();
        for (Meter meter = round.poll(); meter != null; meter = saying.size() < most ? round.poll() : null) {
            saying.review(meter, again);
        }
        listed.addAll(again);
        List<Ask> asks = saying.done();
        inRound = !asks.isEmpty();
        return asks;
    }

    @Override
    public void sayAgain() {
        for (Shelf shelf : meters.map(Meters::shelves).orElse(List.of())) {
            for (Meter meter : shelf.all()) {
                shelf.lock.lock();
                try {
                    if (meter.isLeased()) {
                        Lease lease = meter.lease();
                        lease.took();
                        sayAllPast(meter, lease);
                        list(meter, lease);
                    }
                } finally {
                    shelf.lock.unlock();
                }
            }
        }
    }

    /** What a rolling window has used counts until it has passed, whatever the store has forgotten. */
    private static void sayAllPast(Meter meter, Lease lease) {
        if (meter.count() instanceof RollingCount rolling) {
            for (long place = rolling.oldest(); place < rolling.place(); place++) {
                if (rolling.usedAt(place) > 0) {
                    lease.markStale(place);
                }
            }
        }
    }

    @Override
    public void dealt(List<Ask> asks, Dealt answer) {
        footing = new Footing.Leased(answer.nodes());
        long now = millis.getAsLong();
        for (int i = 0; i < asks.size(); i++) {
            Ask ask = asks.get(i);
            if (ask.want() > 0) {
                granted(said.get(i), ask, answer.grants().get(i), now);
            }
        }
    }

    private void granted(Said what, Ask ask, Dealt.Grant grant, long now) {
        Meter meter = what.meter();
        Line line;
        meter.shelf().lock.lock();
        try {
            boolean enough = !grant.current() || grant.more() >= ask.want();
            meter.lease().granted(what.place(), grant.more(), grant.left(), enough, now);
            line = meter.line();
        } finally {
            meter.shelf().lock.unlock();
        }
        if (line != null) {
            line.freed();
        }
    }

    @Override
    public void alone(int nodes) {
        footing = new Footing.Alone(nodes);
        due.forEach(meter -> {
            Line line;
            meter.shelf().lock.lock();
            try {
                line = meter.line();
            } finally {
                meter.shelf().lock.unlock();
            }
            if (line != null) {
                line.freed();
            }
        });
    }

    /** What is said in one go. */
    private final class Saying {
        private final List<Ask> asks = new ArrayList<>();
        private final List<Said> whats = new ArrayList<>();
        private final long now = millis.getAsLong();
        private final int nodes = footing.among();

        int size() {
            return asks.size();
        }

        List<Ask> done() {
            said = whats;
            return asks;
        }

        void ask(Meter meter) {
            meter.shelf().lock.lock();
            try {
                meter.roll(now);
                Lease lease = meter.lease();
                lease.isDue = false;
                long want = lease.ask(lease.slice(meter.amount(), nodes));
                sayPast(meter, lease);
                add(meter, lease.place(), lease.held(), want);
            } finally {
                meter.shelf().lock.unlock();
            }
        }

        void review(Meter meter, List<Meter> again) {
            meter.shelf().lock.lock();
            try {
                meter.roll(now);
                Lease lease = meter.lease();
                boolean tell = lease.keep(lease.slice(meter.amount(), nodes));
                boolean present = meter.count().term(lease.place()) instanceof Term.Present && lease.held() > 0;
                if (tell || present) {
                    add(meter, lease.place(), lease.held(), 0);
                }
                sayPast(meter, lease);
                lease.isListed = tell || present;
                if (lease.isListed) {
                    again.add(meter);
                }
            } finally {
                meter.shelf().lock.unlock();
            }
        }

        /** What was held of past slots and not used is free for others. */
        private void sayPast(Meter meter, Lease lease) {
            if (!(meter.count() instanceof RollingCount rolling) || !lease.hasStale()) {
                return;
            }
            for (long place = rolling.oldest(); place < rolling.place(); place++) {
                if (lease.takeStale(place)) {
                    add(meter, place, rolling.usedAt(place), 0);
                }
            }
            lease.forgetStale();
        }

        private void add(Meter meter, long place, long held, long want) {
            asks.add(new Ask(meter.id(), meter.count().term(place), Math.max(0, held), want, meter.amount()));
            whats.add(new Said(meter, place));
        }
    }
}
