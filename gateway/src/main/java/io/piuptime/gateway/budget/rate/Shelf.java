package io.piuptime.gateway.budget.rate;

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
 * new meter some old ones are looked at, if there are many, and forgotten if nothing is counted any more.
 */
final class Shelf {
    private static final int LOOKED_AT = 4;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    final ReentrantLock lock = new ReentrantLock();
    private final int most;
    private final AtomicInteger count;
    private final Map<String, Meter> byId = new HashMap<>();
    private final List<Meter> all = new ArrayList<>();
    private int hand;

    /**
     * An empty one.
     *
     * @param most of how many meters there may be on all shelves
     * @param count of those on all shelves
     */
    Shelf(int most, AtomicInteger count) {
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

    /** The meters that a caller's limits lead to, in their order. */
    Meter[] meters(Binding binding, long now) {
        Meter[] known = binding.meters();
        List<Bound> items = binding.limits();
        if (known.length == items.size()) {
            return known;
        }
        // before any of its own is looked up: a new meter counts nothing yet
        tidy(items.size(), now);
        Meter[] found = new Meter[items.size()];
        for (int i = 0; i < found.length; i++) {
            Bound item = items.get(i);
            Meter meter = byId.get(binding.id(item));
            if (meter == null) {
                meter = make(binding.id(item), item);
            }
            meter.amount(item.limit().amount());
            found[i] = meter;
        }
        binding.leadsTo(found);
        return found;
    }

    private Meter make(String id, Bound item) {
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            throw new RefusedException(new Refusal.Overloaded(
                    "The gateway counts " + most + " limits already, its limit; try again.", RETRY_AFTER));
        }
        Meter meter = new Meter(id, this, item.limit());
        byId.put(id, meter);
        all.add(meter);
        return meter;
    }

    private void tidy(int comers, long now) {
        // while there is room for as many again, those that come and go are not worth forgetting
        for (int i = 0; i < LOOKED_AT * comers && !all.isEmpty() && count.get() >= most / 2; i++) {
            hand = hand >= all.size() ? 0 : hand;
            Meter meter = all.get(hand);
            if (meter.isIdle(now)) {
                meter.forget();
                byId.remove(meter.id());
                count.decrementAndGet();
                Meter last = all.removeLast();
                if (hand < all.size()) {
                    all.set(hand, last);
                }
            } else {
                hand++;
            }
        }
    }
}
