package io.piuptime.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** How the number of requests at once follows what a target shows. */
class AdaptiveLimitTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MINUTE = 60 * SECOND;
    private static final int NONE = AdaptiveLimit.MOST;

    private final AdaptiveLimit limit = new AdaptiveLimit();
    private long now = -1_000;

    @Test
    void there_is_none_at_first() {
        assertThat(limit.limit()).isEqualTo(NONE);
    }

    @Test
    void there_is_none_while_first_tokens_come_as_they_use_to() {
        busy(1_000, 200 * MILLI, 500);
        busy(1_000, 255 * MILLI, 2_000);
        assertThat(limit.limit()).isEqualTo(NONE);
    }

    @Test
    void single_late_answers_are_nothing() {
        for (int i = 0; i < 1_000; i++) {
            busy(1, (i % 3 == 0 ? 5_000 : 200) * MILLI, 500);
        }
        assertThat(limit.limit()).isEqualTo(NONE);
    }

    @Test
    void is_cut_below_what_was_under_way_when_first_tokens_come_late() {
        busy(96, 200 * MILLI, 30);
        stays(2_000 * MILLI, 100);
        assertThat(limit.limit()).isEqualTo(50);
    }

    @Test
    void a_burst_that_passes_is_no_sign() {
        busy(96, 200 * MILLI, 30);
        long sent = now;
        for (int i = 0; i < 2_000; i++) {
            now += MILLI;
            limit.answered(sent + i % 900 * MILLI, now, now - sent, 2_000);
        }
        assertThat(limit.limit()).isEqualTo(NONE);
    }

    @Test
    void what_is_late_a_second_later_still_is_a_sign_unless_one_was_in_time_in_between() {
        busy(96, 200 * MILLI, 30);
        busy(16, 2_000 * MILLI, 2_000);
        now += MINUTE;
        busy(16, 2_000 * MILLI, 2_000);
        assertThat(limit.limit()).as("another burst, a minute later").isEqualTo(NONE);
        now += SECOND;
        busy(16, 200 * MILLI, 2_000);
        busy(16, 2_000 * MILLI, 2_000);
        assertThat(limit.limit()).as("in time in between").isEqualTo(NONE);
        now += SECOND;
        busy(16, 2_000 * MILLI, 2_000);
        assertThat(limit.limit()).as("late, and a second later still").isEqualTo(1_000);
    }

    @Test
    void is_cut_again_while_cuts_help() {
        busy(96, 200 * MILLI, 30);
        stays(3_200 * MILLI, 200);
        busy(16, 1_600 * MILLI, 100);
        assertThat(limit.limit()).isEqualTo(50);
        busy(16, 800 * MILLI, 50);
        assertThat(limit.limit()).isEqualTo(25);
    }

    @Test
    void grows_again_while_it_is_used_and_first_tokens_come_in_time() {
        busy(96, 200 * MILLI, 30);
        stays(2_000 * MILLI, 100);
        busy(160, 225 * MILLI, 80);
        assertThat(limit.limit()).isBetween(85, 95);
    }

    @Test
    void stays_as_it_is_while_first_tokens_tell_of_a_short_queue() {
        busy(96, 200 * MILLI, 30);
        stays(2_000 * MILLI, 100);
        busy(160, 250 * MILLI, 50);
        assertThat(limit.limit()).isEqualTo(50);
    }

    @Test
    void does_not_grow_while_it_is_not_used() {
        busy(96, 200 * MILLI, 30);
        stays(2_000 * MILLI, 100);
        busy(500, 225 * MILLI, 39);
        assertThat(limit.limit()).isEqualTo(50);
    }

    @Test
    void whole_answers_let_it_grow_too() {
        limit.turnedAway(now, now, 100);
        assertThat(limit.limit()).isEqualTo(90);
        for (int i = 0; i < 160; i++) {
            limit.answeredWhole(130);
        }
        assertThat(limit.limit()).isBetween(130, 150);
    }

    @Test
    void a_cut_that_does_not_help_is_taken_back_and_the_slower_pace_is_the_usual_one() {
        busy(96, 200 * MILLI, 30);
        stays(2_000 * MILLI, 100);
        assertThat(limit.limit()).isEqualTo(50);
        busy(16, 1_900 * MILLI, 50);
        assertThat(limit.limit()).isEqualTo(NONE);
        busy(500, 2_000 * MILLI, 100);
        assertThat(limit.limit()).isEqualTo(NONE);
        stays(4_000 * MILLI, 100);
        assertThat(limit.limit()).isLessThan(100);
    }

    @Test
    void a_cut_is_compared_with_what_came_of_those_sent_before_it() {
        busy(96, 200 * MILLI, 30);
        long before = now;
        stays(400 * MILLI, 100);
        assertThat(limit.limit()).isEqualTo(65);
        for (int i = 0; i < 40; i++) {
            limit.answered(before, now, 1_000 * MILLI, 100);
        }
        busy(16, 450 * MILLI, 65);
        assertThat(limit.limit())
                .as("it helped: without it they would take a second")
                .isLessThan(60);
    }

    @Test
    void what_was_sent_before_a_cut_is_not_counted_after_it() {
        busy(96, 200 * MILLI, 30);
        long before = now;
        stays(2_000 * MILLI, 100);
        for (int i = 0; i < 84; i++) {
            limit.answered(before, now, 2_000 * MILLI, 100);
        }
        assertThat(limit.limit()).isEqualTo(50);
    }

    @Test
    void the_usual_time_is_learned_anew_within_ten_minutes() {
        busy(96, 200 * MILLI, 30);
        now += 6 * MINUTE;
        busy(100, 250 * MILLI, 30);
        now += 6 * MINUTE;
        busy(100, 310 * MILLI, 30);
        assertThat(limit.limit()).isEqualTo(NONE);
    }

    @Test
    void is_cut_by_a_tenth_of_what_was_under_way_when_a_request_is_turned_away() {
        limit.turnedAway(now, now + 1, 100);
        assertThat(limit.limit()).isEqualTo(90);
    }

    @Test
    void a_burst_that_was_sent_before_a_cut_cuts_once() {
        for (int i = 0; i < 50; i++) {
            limit.turnedAway(now, now + 1 + i, 100);
        }
        assertThat(limit.limit()).isEqualTo(90);
        limit.turnedAway(now + 100, now + 101, 90);
        assertThat(limit.limit()).isEqualTo(81);
    }

    @Test
    void a_handful_more_finds_out_while_long_answers_keep_all_places_and_nothing_is_heard() {
        busy(96, 200 * MILLI, 30);
        stays(2_000 * MILLI, 400);
        assertThat(limit.limit()).isEqualTo(200);
        limit.waited(now + 7 * SECOND, 390);
        assertThat(limit.limit()).as("four times as long as first tokens took").isEqualTo(200);
        limit.waited(now + 9 * SECOND, 390);
        assertThat(limit.limit()).isEqualTo(487);
        limit.waited(now + 10 * SECOND, 487);
        assertThat(limit.limit()).as("once for each time").isEqualTo(487);
    }

    @Test
    void each_that_is_in_time_lets_two_more_go_once_it_finds_out_and_until_the_next_cut() {
        busy(96, 200 * MILLI, 30);
        stays(2_000 * MILLI, 400);
        limit.waited(now + 9 * SECOND, 390);
        now += 9 * SECOND;
        busy(16, 200 * MILLI, 480);
        assertThat(limit.limit()).isEqualTo(519);
        busy(16, 2_000 * MILLI, 500);
        assertThat(limit.limit()).isEqualTo(250);
        busy(16, 1_000 * MILLI, 250); // helped
        int cut = limit.limit();
        busy(16, 200 * MILLI, cut);
        assertThat(limit.limit()).isBetween(cut, cut + 16);
    }

    @Test
    void nothing_is_tried_while_there_are_places_or_nothing_was_cut() {
        busy(96, 200 * MILLI, 30);
        limit.waited(now + MINUTE, 30);
        assertThat(limit.limit()).isEqualTo(NONE);
        stays(2_000 * MILLI, 100);
        limit.waited(now + MINUTE, 40);
        assertThat(limit.limit()).isEqualTo(50);
    }

    @Test
    void never_goes_below_its_least() {
        busy(100, 100 * MILLI, 20);
        for (int i = 0; i < 100; i++) {
            now++;
            limit.turnedAway(now, now, 21);
            busy(16, (2_000 + i) * MILLI, 21);
        }
        assertThat(limit.limit()).isEqualTo(20);
    }

    @Test
    void a_target_with_few_under_way_is_not_limited_for_being_slow() {
        busy(100, 100 * MILLI, 2);
        busy(100, 10_000 * MILLI, 15);
        limit.turnedAway(now, now, 15);
        assertThat(limit.limit()).isEqualTo(NONE);
    }

    @Test
    void refuses_bounds_that_are_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdaptiveLimit(0, 10))
                .withMessage("limit: 0 to 10 (expected: 1 <= least <= most)");
        assertThatIllegalArgumentException().isThrownBy(() -> new AdaptiveLimit(11, 10));
    }

    /** First tokens come late, and still do of what is sent a second later. */
    private void stays(long firstToken, int inFlight) {
        busy(16, firstToken, inFlight);
        now += SECOND;
        busy(16, firstToken, inFlight);
    }

    private void busy(int answers, long firstToken, int inFlight) {
        for (int i = 0; i < answers; i++) {
            now++;
            limit.answered(now, now, firstToken, inFlight);
        }
    }
}
