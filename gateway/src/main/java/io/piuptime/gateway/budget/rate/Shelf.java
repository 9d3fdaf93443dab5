package io.piuptime.gateway.budget.rate;

import io.piuptime.gateway.budget.kept.Remembered;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.limit.Bound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The meters of some tenants, all of a tenant's in one place, under one lock: what binds an exchange is taken in one step. With each
 * new meter some old ones are looked at, if there are many, and forgotten if nothing is counted any more. Of end users and others
 * that a limit counts each by themselves there may be as many as callers like to name: a tenant has a part of the room for them.
 */
final class Shelf {
    private static final int LOOKED_AT = 4;
    private static final int PARTS = 4;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    final ReentrantLock lock = new ReentrantLock();
    private final int most;
    private final AtomicInteger count;
    private final Remembered remembered;
    private final Map<String, Meter> byId = new HashMap<>();
    private final List<Meter> all = new ArrayList<>();
    private final Map<String, Integer> ofSome = new HashMap<>();
    private int hand;

    /**
     * An empty one.
     *
     * @param most of how many meters there may be on all shelves
     * @param count of those on all shelves
     * @param remembered what new ones go on with
     */
    Shelf(int most, AtomicInteger count, Remembered remembered) {
        this.remembered = remembered;
        this.most = most;
        this.count = count;
    }

    List<Meter> all() {
        lock.lock();
        try {
            return List.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    /** Makes room for new ones, if there are many; before any of them is looked up, as a new one counts nothing yet. */
    void tidy(Binding comers, long now) {
        int looks = LOOKED_AT * comers.limits().size();
        for (int i = 0; i < looks && !all.isEmpty() && isCrowded(comers.tenant()); i++) {
            hand = hand >= all.size() ? 0 : hand;
            Meter meter = all.get(hand);
            if (meter.isIdle(now)) {
                forget(meter);
            } else {
                hand++;
            }
        }
    }

    /** The meter of one limit, a new one if there is none. */
    Meter meter(Binding binding, Bound item, long now) {
        String id = binding.id(item);
        Meter meter = byId.get(id);
        if (meter == null) {
            meter = make(id, binding.tenant(), item);
            Count made = meter.count();
            remembered.take(id).ifPresent(tally -> made.restore(tally.place(), tally.used(), now));
        }
        meter.amount(item.limit().amount());
        return meter;
    }

    private Meter make(String id, String tenant, Bound item) {
        if (!item.isOfAll() && ofSome(tenant) >= mostOfSome()) {
            throw new RefusedException(new Refusal.Overloaded(
                    "The gateway counts limits of " + mostOfSome() + " end users, keys or tags of the tenant already,"
                            + " its limit; try again.",
                    RETRY_AFTER));
        }
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            throw new RefusedException(new Refusal.Overloaded(
                    "The gateway counts " + most + " limits already, its limit; try again.", RETRY_AFTER));
        }
        Meter meter = new Meter(id, tenant, this, item);
        byId.put(id, meter);
        all.add(meter);
        if (meter.isOfSome()) {
            ofSome.merge(tenant, 1, Integer::sum);
        }
        return meter;
    }

    private void forget(Meter meter) {
        meter.forget();
        byId.remove(meter.id());
        count.decrementAndGet();
        if (meter.isOfSome()) {
            ofSome.computeIfPresent(meter.tenant(), (_, held) -> held > 1 ? held - 1 : null);
        }
        Meter last = all.removeLast();
        if (hand < all.size()) {
            all.set(hand, last);
        }
    }

    /** While there is room for as many again, those that come and go are not worth forgetting. */
    private boolean isCrowded(String tenant) {
        return count.get() >= most / 2 || ofSome(tenant) >= mostOfSome() / 2;
    }

    private int ofSome(String tenant) {
        return ofSome.getOrDefault(tenant, 0);
    }

    /** Of how many that callers name one tenant may have meters here, so that the others have room. */
    private int mostOfSome() {
        return Math.max(1, most / PARTS);
    }
}
