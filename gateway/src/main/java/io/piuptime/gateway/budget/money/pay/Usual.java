package io.piuptime.gateway.budget.money.pay;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What attempts of a key cost at a model of late: the cost that one in twenty passes. */
public final class Usual {
    /** Keys and models may be many; those beyond have no usual cost. */
    static final int MOST = 20_000;

    private static final int REMEMBERED = 40;
    private static final int ENOUGH = 5;

    private final Map<String, Costs> known = new ConcurrentHashMap<>();

    /** Notes what an attempt has cost. */
    public void learn(String key, long micros) {
        Costs costs = known.get(key);
        if (costs == null && known.size() < MOST) {
            costs = known.computeIfAbsent(key, _ -> new Costs());
        }
        if (costs != null) {
            costs.add(micros);
        }
    }

    /** Twice what nearly all cost, but no more than the worst that can be; that, while little is known. */
    public long likely(String key, long worst) {
        Costs costs = known.get(key);
        return costs == null ? worst : costs.likely(worst);
    }

    /** The last of them. */
    private static final class Costs {
        private final long[] last = new long[REMEMBERED];
        private int count;
        private long nearlyAll = -1;

        synchronized void add(long micros) {
            last[count % REMEMBERED] = micros;
            count++;
            int used = Math.min(count, REMEMBERED);
            if (used >= ENOUGH && (count < REMEMBERED || count % ENOUGH == 0)) {
                long[] sorted = Arrays.copyOf(last, used);
                Arrays.sort(sorted);
                nearlyAll = sorted[(used * 19 - 1) / 20];
            }
        }

        synchronized long likely(long worst) {
            return nearlyAll < 0 || nearlyAll > worst / 2 ? worst : Math.max(1, 2 * nearlyAll);
        }
    }
}
