package io.piuptime.gateway.budget.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random sequences against a plain list of everything that was ever taken. */
class MetersModelTest {
    private static final Window[] WINDOWS = {
        Window.Calendar.MINUTE,
        Window.Calendar.HOUR,
        new Window.Rolling(Duration.ofMinutes(2)),
        new Window.Rolling(Duration.ofSeconds(1)),
        new Window.Total()
    };

    /** What was counted, when, and how much of it stands. */
    private static final class Event {
        final int limit;
        final long at;
        long amount;

        Event(int limit, long at, long amount) {
            this.limit = limit;
            this.at = at;
            this.amount = amount;
        }
    }

    private record Open(Taken taken, List<Event> events, Wants wants) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void admits_what_a_plain_list_of_all_that_happened_admits(long seed) {
        Random random = new Random(seed);
        AtomicLong now = new AtomicLong(Instant.parse("2026-05-30T23:50:00Z").toEpochMilli());
        Meters meters = new Meters(now::get, new Queue(() -> 0), 100);
        Binding bound = bound(random);
        List<Event> events = new ArrayList<>();
        List<Open> open = new ArrayList<>();
        int taken = 0;
        for (int i = 0; i < 3_000; i++) {
            now.addAndGet(random.nextInt(10) == 0 ? random.nextInt(40_000) : random.nextInt(60));
            if (random.nextInt(5) < 3 || open.isEmpty()) {
                Wants wants = new Wants(1, random.nextInt(60), random.nextInt(60));
                boolean fits = fits(bound, events, wants, now.get());
                Outcome outcome = meters.take(bound, "m", wants, false);
                assertThat(outcome instanceof Taken).as("step " + i).isEqualTo(fits);
                if (outcome instanceof Taken all) {
                    taken++;
                    List<Event> own = events(bound, wants, now.get());
                    events.addAll(own);
                    open.add(new Open(all, own, wants));
                }
            } else {
                settle(open.remove(random.nextInt(open.size())), bound, events, random, now.get());
            }
        }
        assertThat(taken).isGreaterThan(10);
        assertThat(events).allMatch(event -> event.amount >= 0);
    }

    private static void settle(Open one, Binding bound, List<Event> events, Random random, long now) {
        Wants real =
                random.nextInt(4) == 0 ? new Wants(0, 0, 0) : new Wants(1, random.nextInt(120), random.nextInt(20));
        one.taken().settle(real);
        one.taken().settle(one.wants());
        for (Event event : one.events()) {
            Measure measure = bound.limits().get(event.limit).limit().measure();
            long used = measure == Measure.CONCURRENT ? 0 : real.of(measure);
            if (used > event.amount) {
                events.add(new Event(event.limit, now, used - event.amount));
            }
            event.amount = Math.min(event.amount, used);
        }
    }

    private static Binding bound(Random random) {
        List<Bound> items = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            if (measure == Measure.CONCURRENT) {
                items.add(Bounds.key(measure, new Window.Total(), 1 + random.nextInt(12)));
                continue;
            }
            Window window = WINDOWS[random.nextInt(WINDOWS.length)];
            long most = window instanceof Window.Total ? 40_000 : 800;
            items.add(Bounds.key(measure, window, measure == Measure.REQUESTS ? most / 20 + 1 : most));
        }
        return new Binding("acme", items);
    }

    private static boolean fits(Binding bound, List<Event> events, Wants wants, long now) {
        for (int i = 0; i < bound.limits().size(); i++) {
            long amount = bound.limits().get(i).limit().amount();
            if (used(bound, i, events, now) + need(bound, i, wants) > amount) {
                return false;
            }
        }
        return true;
    }

    private static long need(Binding bound, int i, Wants wants) {
        return Math.min(
                bound.limits().get(i).limit().amount(),
                wants.of(bound.limits().get(i).limit().measure()));
    }

    private static List<Event> events(Binding bound, Wants wants, long now) {
        List<Event> own = new ArrayList<>();
        for (int i = 0; i < bound.limits().size(); i++) {
            own.add(new Event(i, now, need(bound, i, wants)));
        }
        return own;
    }

    private static long used(Binding bound, int limit, List<Event> events, long now) {
        Window window = bound.limits().get(limit).limit().window();
        long used = 0;
        for (Event event : events) {
            if (event.limit == limit && counts(window, event.at, now)) {
                used += event.amount;
            }
        }
        return used;
    }

    private static boolean counts(Window window, long at, long now) {
        return switch (window) {
            case Window.Total _ -> true;
            case Window.Calendar calendar ->
                calendar.start(Instant.ofEpochMilli(at)).equals(calendar.start(Instant.ofEpochMilli(now)));
            case Window.Rolling rolling -> {
                long width = rolling.length().toMillis() / RollingCount.SLOTS;
                yield now / width - at / width <= RollingCount.SLOTS;
            }
        };
    }
}
