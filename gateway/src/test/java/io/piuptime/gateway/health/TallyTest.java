package io.piuptime.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is in the window. */
class TallyTest {
    private static final long WINDOW = 1_000;

    private final Tally tally = new Tally(WINDOW);

    @Test
    void counts_events_and_the_marked_among_them() {
        tally.add(0, false);
        tally.add(1, true);
        tally.add(250, true);
        holds(250, 3, 2);
    }

    @Test
    void forgets_slice_by_slice() {
        for (long slice = 0; slice < 10; slice++) {
            tally.add(slice * 100, slice % 2 == 0);
        }
        holds(999, 10, 5);
        holds(1_000, 9, 4);
        holds(1_450, 5, 2);
        holds(5_000, 0, 0);
    }

    @Test
    void a_slice_that_comes_round_again_begins_at_zero() {
        tally.add(50, true);
        tally.add(1_050, false);
        holds(1_050, 1, 0);
    }

    @Test
    void counts_below_zero_and_across_it() {
        tally.add(-150, true);
        tally.add(-1, false);
        tally.add(0, false);
        holds(0, 3, 1);
    }

    @Test
    void a_full_slice_stays_full() {
        for (int i = 0; i < (1 << 20) + 5; i++) {
            tally.add(0, true);
        }
        holds(0, (1 << 20) - 1, (1 << 20) - 1);
        holds(1_000, 0, 0);
    }

    @Test
    void is_empty_when_cleared() {
        tally.add(0, true);
        tally.clear();
        holds(0, 0, 0);
    }

    @Test
    void a_rule_sees_the_window_and_the_present_slice() {
        tally.add(0, true);
        tally.add(100, true);
        assertThat(tally.mark(150, (events, marks, present) -> events == 2 && marks == 2 && present == 1))
                .isTrue();
        holds(150, 2, 3);
        assertThat(tally.mark(150, (events, marks, present) -> false)).isFalse();
        holds(150, 2, 3);
    }

    private void holds(long now, long events, long marks) {
        long counts = tally.counts(now);
        assertThat(Tally.events(counts)).as("events").isEqualTo(events);
        assertThat(Tally.marks(counts)).as("marks").isEqualTo(marks);
    }
}
