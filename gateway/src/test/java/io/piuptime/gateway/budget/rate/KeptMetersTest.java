package io.piuptime.gateway.budget.rate;

import static io.piuptime.gateway.budget.rate.Bounds.key;
import static io.piuptime.model.limit.Measure.CONCURRENT;
import static io.piuptime.model.limit.Measure.REQUESTS;
import static io.piuptime.model.limit.Measure.TOKENS;
import static io.piuptime.model.limit.Window.Calendar.DAY;
import static io.piuptime.model.limit.Window.Calendar.HOUR;
import static io.piuptime.model.limit.Window.Calendar.MINUTE;
import static io.piuptime.model.limit.Window.Calendar.MONTH;
import static io.piuptime.model.limit.Window.Calendar.WEEK;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.kept.Remembered;
import io.piuptime.gateway.budget.kept.Tally;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What meters tell of themselves, and go on with after a restart. */
class KeptMetersTest {
    private static final Wants ONE = new Wants(1, 50, 50);

    private final AtomicLong now =
            new AtomicLong(Instant.parse("2026-02-18T12:00:30Z").toEpochMilli());
    private Meters meters = started(List.of());

    static List<Window> longWindows() {
        return List.of(
                HOUR,
                DAY,
                WEEK,
                MONTH,
                new Window.Total(),
                new Window.Rolling(Duration.ofHours(5)),
                new Window.Rolling(Duration.ofDays(30)));
    }

    @ParameterizedTest
    @MethodSource("longWindows")
    void goes_on_with_what_was_counted(Window window) {
        Binding bound = Bounds.of(key(REQUESTS, window, 3));
        take(bound);
        now.addAndGet(600_000);
        take(bound);

        restart();

        assertThat(left(bound)).isEqualTo(1);
        take(bound);
        assertThat(meters.take(anew(bound), "m", ONE, false)).isInstanceOf(Reached.class);
    }

    @ParameterizedTest
    @MethodSource("longWindows")
    void is_told_each_change_once(Window window) {
        Taken taken = take(Bounds.of(key(TOKENS, window, 1_000)));
        assertThat(used()).containsExactly(100L);
        assertThat(used()).isEmpty();

        taken.settle(new Wants(1, 3, 4));

        assertThat(used()).containsExactly(7L);
        assertThat(used()).isEmpty();
    }

    @Test
    void a_window_that_ended_while_nothing_ran_begins_anew() {
        Binding bound = Bounds.of(key(REQUESTS, DAY, 1));
        take(bound);
        now.addAndGet(Duration.ofDays(1).toMillis());

        restart();

        take(bound);
    }

    @Test
    void slots_that_are_past_do_not_count_after_a_restart_either() {
        Binding bound = Bounds.of(key(REQUESTS, new Window.Rolling(Duration.ofHours(4)), 2));
        take(bound);
        now.addAndGet(Duration.ofHours(3).toMillis());
        take(bound);
        now.addAndGet(Duration.ofMinutes(90).toMillis());

        restart();

        assertThat(left(bound)).isEqualTo(1);
    }

    @Test
    void what_was_counted_by_a_clock_that_was_ahead_is_not_taken_over() {
        Binding bound = Bounds.of(key(REQUESTS, DAY, 1), key(TOKENS, new Window.Rolling(Duration.ofHours(4)), 100));
        take(bound);
        now.addAndGet(-Duration.ofDays(40).toMillis());

        restart();

        take(bound);
    }

    @Test
    void short_windows_and_what_is_under_way_are_not_kept() {
        take(Bounds.of(
                key(REQUESTS, MINUTE, 5),
                key(CONCURRENT, new Window.Total(), 5),
                key(TOKENS, new Window.Rolling(Duration.ofMinutes(59)), 500)));

        assertThat(meters.changed(10)).isEmpty();
        assertThat(all()).isEmpty();
    }

    @Test
    void all_that_counts_is_told_whether_it_was_asked_for_since_the_start_or_not() {
        Bound first = key(REQUESTS, DAY, 5);
        Bound second = key(REQUESTS, MONTH, 5);
        take(Bounds.of(first));
        take(Bounds.of(second));
        restart();
        take(Bounds.of(second));

        assertThat(all()).extracting(tally -> tally.used().getFirst()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(all()).extracting(Tally::meter).doesNotHaveDuplicates();
    }

    @Test
    void tells_so_many_at_a_time() {
        for (Window window : List.of(HOUR, DAY, WEEK)) {
            take(Bounds.of(key(REQUESTS, window, 5)));
        }

        assertThat(meters.changed(2)).hasSize(2);
        assertThat(meters.changed(2)).hasSize(1);
        assertThat(meters.changed(2)).isEmpty();
    }

    @Test
    void meters_that_keep_nothing_tell_nothing() {
        Meters forgetful = new Meters(now::get, new Queue(() -> 0), 100);
        forgetful.take(Bounds.of(key(REQUESTS, DAY, 5)), "m", ONE, false);

        assertThat(forgetful.changed(10)).isEmpty();
    }

    private Meters started(List<Tally> kept) {
        return Meters.of(new Remembered(kept), now::get, new Queue(() -> 0), 1_000);
    }

    private void restart() {
        meters = started(all());
    }

    private List<Tally> all() {
        List<Tally> all = new ArrayList<>();
        meters.all(all::add);
        return all;
    }

    private List<Long> used() {
        return meters.changed(100).stream().map(tally -> tally.used().getLast()).toList();
    }

    /** A binding leads to meters of one start. */
    private static Binding anew(Binding bound) {
        return new Binding(bound.tenant(), bound.limits());
    }

    private Taken take(Binding bound) {
        Outcome outcome = meters.take(anew(bound), "m", ONE, false);
        assertThat(outcome).isInstanceOf(Taken.class);
        return (Taken) outcome;
    }

    private long left(Binding bound) {
        Taken nothing = (Taken) meters.take(anew(bound), "m", new Wants(0, 0, 0), false);
        nothing.giveBack();
        return requireNonNull(nothing.now().of(REQUESTS)).left();
    }
}
