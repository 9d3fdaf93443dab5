package io.piuptime.gateway.pressure.shed;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many are under way of each name. Going in and out is one look-up and one atomic change; names of which none is under
 * way are forgotten when there are many.
 */
public final class Counts {
    /** So many names stay although none of them is under way. */
    static final int IDLE_NAMES = 1024;

    private static final int GONE = -1;

    private final ConcurrentHashMap<String, Place> places = new ConcurrentHashMap<>();

    /** Those of one name; run when one of them has ended. */
    public final class Place implements Runnable {
        private final String name;
        private final AtomicInteger count = new AtomicInteger();

        private Place(String name) {
            this.name = name;
        }

        public int count() {
            return Math.max(0, count.get());
        }

        @Override
        public void run() {
            int left = count.decrementAndGet();
            if (left == 0 && places.size() > IDLE_NAMES && count.compareAndSet(0, GONE)) {
                places.remove(name, this);
            }
        }

        /** The count with this one; 0 where there is no room, {@link #GONE} where the place is no longer in use. */
        private int enter(int most) {
            for (int now = count.get(); now != GONE; now = count.get()) {
                if (now >= most) {
                    return 0;
                }
                if (count.compareAndSet(now, now + 1)) {
                    return now + 1;
                }
            }
            return GONE;
        }
    }

    /** Counts one more. */
    public Place enter(String name) {
        return enter(name, Integer.MAX_VALUE).orElseThrow();
    }

    /** Counts one more, if there are fewer than so many. */
    public Optional<Place> enter(String name, int most) {
        while (true) {
            Place known = places.get(name);
            Place place = known == null ? places.computeIfAbsent(name, Place::new) : known;
            int count = place.enter(most);
            if (count != GONE) {
                return count == 0 ? Optional.empty() : Optional.of(place);
            }
            places.remove(name, place);
        }
    }

    /** Of all names together. */
    public int total() {
        return places.values().stream().mapToInt(Place::count).sum();
    }

    /** Names of which some are under way. */
    public int active() {
        return (int) places.values().stream().filter(place -> place.count() > 0).count();
    }

    int names() {
        return places.size();
    }
}
