package io.piuptime.gateway.budget.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.share.Term;
import io.piuptime.model.limit.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CountTest {
    private static final long NOON = Instant.parse("2026-02-28T12:00:30Z").toEpochMilli();

    @Test
    void a_window_of_the_calendar_begins_anew_at_its_end() {
        FixedCount minute = FixedCount.of(Window.Calendar.MINUTE);
        minute.roll(NOON);
        minute.add(5);
        minute.roll(NOON + 29_999);
        assertThat(minute.used()).isEqualTo(5);
        assertThat(minute.lessBy(1)).isEqualTo(NOON + 30_000);

        minute.roll(NOON + 30_000);

        assertThat(minute.used()).isZero();
    }

    @Test
    void every_window_of_the_calendar_ends_where_the_calendar_says() {
        assertThat(end(Window.Calendar.HOUR)).isEqualTo("2026-02-28T13:00:00Z");
        assertThat(end(Window.Calendar.DAY)).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(end(Window.Calendar.WEEK)).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(end(Window.Calendar.MONTH)).isEqualTo("2026-03-01T00:00:00Z");
    }

    private static String end(Window.Calendar calendar) {
        FixedCount count = FixedCount.of(calendar);
        count.roll(NOON);
        return Instant.ofEpochMilli(count.emptyAt()).toString();
    }

    @Test
    void a_clock_that_goes_back_does_not_bring_a_window_back() {
        FixedCount minute = FixedCount.of(Window.Calendar.MINUTE);
        minute.roll(NOON);
        minute.add(5);

        minute.roll(NOON - 60_000);

        assertThat(minute.used()).isEqualTo(5);
    }

    @Test
    void what_was_taken_in_a_window_that_is_past_is_not_given_back_in_the_next() {
        FixedCount minute = FixedCount.of(Window.Calendar.MINUTE);
        minute.roll(NOON);
        long place = minute.place();
        minute.add(5);
        minute.roll(NOON + 60_000);
        minute.add(3);

        minute.remove(place, 5);

        assertThat(minute.used()).isEqualTo(3);
        assertThat(minute.usedAt(place)).isZero();
    }

    @Test
    void what_is_for_good_never_ends() {
        FixedCount total = FixedCount.total();
        total.roll(NOON);
        total.add(2);
        total.roll(NOON + Duration.ofDays(400).toMillis());

        assertThat(total.used()).isEqualTo(2);
        assertThat(total.lessBy(1)).isEqualTo(Count.NEVER);
        assertThat(total.term(0)).isEqualTo(new Term.Fixed(0, Long.MAX_VALUE));
        assertThat(FixedCount.present().term(0)).isEqualTo(new Term.Present());
    }

    @Test
    void no_count_is_ever_negative() {
        FixedCount total = FixedCount.total();
        RollingCount rolling = new RollingCount(Duration.ofMinutes(1));
        for (Count count : List.of(total, rolling)) {
            count.roll(NOON);
            count.add(2);
            count.remove(count.place(), 5);
            assertThat(count.used()).isZero();
        }
    }

    @Test
    void a_rolling_window_knows_when_there_will_be_less() {
        RollingCount minute = new RollingCount(Duration.ofSeconds(40));
        minute.roll(1_000_000);
        minute.add(3);
        minute.roll(1_010_000);
        minute.add(4);

        assertThat(minute.lessBy(3)).isEqualTo(1_041_000);
        assertThat(minute.lessBy(4)).isEqualTo(1_051_000);
        assertThat(minute.emptyAt()).isEqualTo(1_051_000);
        minute.roll(1_040_999);
        assertThat(minute.used()).isEqualTo(7);
        minute.roll(1_041_000);
        assertThat(minute.used()).isEqualTo(4);
        minute.roll(1_051_000);
        assertThat(minute.used()).isZero();
    }

    @Test
    void no_stretch_of_a_rolling_window_counts_less_than_happened_in_it() {
        Random random = new Random(7);
        long length = 60_000;
        RollingCount count = new RollingCount(Duration.ofMillis(length));
        List<long[]> events = new ArrayList<>();
        long now = NOON;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(900);
            count.roll(now);
            if (random.nextInt(3) > 0) {
                long amount = random.nextInt(5);
                count.add(amount);
                events.add(new long[] {now, amount});
            }
            long end = now;
            long inside = 0;
            long nearly = 0;
            for (int e = events.size() - 1; e >= 0 && events.get(e)[0] > end - length * 42 / 40; e--) {
                inside += events.get(e)[0] > end - length ? events.get(e)[1] : 0;
                nearly += events.get(e)[1];
            }
            assertThat(count.used()).isBetween(inside, nearly);
        }
    }
}
