package io.piuptime.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When it opens, who may probe, and when it closes. */
class BreakerTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    /** As the clock of a machine that is long up may say: everything counts from here. */
    private static final long START = Long.MAX_VALUE - 5 * SECOND;

    private final Breaker breaker = new Breaker(() -> 0);
    private long now = START;

    @Test
    void admits_everything_while_closed() {
        assertThat(breaker.closed()).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(breaker.admit(now, false)).isTrue();
        }
        assertThat(breaker.readyAt(now)).isEqualTo(now);
    }

    @Test
    void opens_with_the_fifth_failure_in_a_row() {
        fail(4);
        assertThat(breaker.closed()).isTrue();
        fail(1);
        assertThat(breaker.closed()).isFalse();
        assertThat(breaker.admit(now, true)).isFalse();
    }

    @Test
    void an_answer_between_breaks_the_row() {
        fail(4);
        answer(1);
        fail(4);
        assertThat(breaker.closed()).isTrue();
    }

    @ParameterizedTest(name = "{0} failures among {1} attempts: open = {2}")
    @CsvSource({"4, 8, false", "5, 10, true", "4, 10, false", "10, 20, true", "9, 20, false", "50, 100, true"})
    void opens_when_half_of_at_least_ten_failed(int failures, int attempts, boolean opens) {
        for (int i = 0; i < attempts && breaker.closed(); i++) {
            boolean fails = (i + 1) * failures / attempts > i * failures / attempts;
            if (fails) {
                fail(1);
            } else {
                answer(1);
            }
        }
        assertThat(breaker.closed()).isNotEqualTo(opens);
    }

    @Test
    void forgets_what_is_older_than_thirty_seconds() {
        for (int i = 0; i < 4; i++) {
            answer(1);
            fail(1);
        }
        now += 31 * SECOND;
        answer(1);
        fail(1);
        assertThat(breaker.closed()).isTrue();
    }

    @Test
    void is_open_for_a_second_then_twice_as_long_each_time_a_probe_fails() {
        fail(5);
        for (double seconds : new double[] {1, 2, 4, 20.0 / 3, 20.0 / 3, 20.0 / 3}) {
            assertThat(breaker.readyAt(now) - now).isEqualTo((long) (seconds * SECOND));
            probe();
            breaker.failed(now, now);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void is_never_open_for_longer_than_ten_seconds(long seed) {
        Random random = new Random(seed);
        Breaker jittered = new Breaker(random::nextDouble);
        boolean different = false;
        for (int i = 0; i < 5; i++) {
            jittered.failed(now, now);
        }
        for (int i = 0; i < 1_000; i++) {
            long wait = jittered.readyAt(now) - now;
            assertThat(wait).isBetween(SECOND, Breaker.LONGEST_NANOS);
            different |= wait % SECOND != 0;
            now += wait;
            assertThat(jittered.admit(now, true)).isTrue();
            jittered.failed(now, now);
        }
        assertThat(different).as("jitter").isTrue();
    }

    @Test
    void the_largest_jitter_reaches_ten_seconds_and_no_more() {
        Breaker jittered = new Breaker(() -> Math.nextDown(1.0));
        for (int i = 0; i < 5; i++) {
            jittered.failed(now, now);
        }
        for (int i = 0; i < 10; i++) {
            now = jittered.readyAt(now);
            assertThat(jittered.admit(now, true)).isTrue();
            jittered.failed(now, now);
        }
        assertThat(jittered.readyAt(now) - now).isBetween(Breaker.LONGEST_NANOS - 10, Breaker.LONGEST_NANOS);
    }

    @Test
    void one_request_at_a_time_probes() {
        fail(5);
        probe();
        assertThat(breaker.admit(now, true)).isFalse();
        now += 9 * SECOND;
        assertThat(breaker.admit(now, true)).isFalse();
    }

    @Test
    void an_answered_probe_closes() {
        fail(5);
        long admitted = probe();
        now += SECOND;
        breaker.answered(admitted, now);
        assertThat(breaker.closed()).isTrue();
    }

    @Test
    void after_closing_old_failures_are_forgotten_and_it_opens_for_a_second_again() {
        fail(5);
        probe();
        breaker.failed(now, now);
        breaker.answered(probe(), now);
        fail(4);
        assertThat(breaker.closed()).isTrue();
        fail(1);
        assertThat(breaker.readyAt(now) - now).isEqualTo(SECOND);
    }

    @Test
    void a_probe_that_meets_a_limit_has_failed() {
        fail(5);
        breaker.limited(probe(), now);
        assertThat(breaker.closed()).isFalse();
        assertThat(breaker.readyAt(now) - now).isEqualTo(2 * SECOND);
    }

    @Test
    void a_limit_is_no_failure_while_closed() {
        for (int i = 0; i < 100; i++) {
            breaker.limited(now, now);
        }
        assertThat(breaker.closed()).isTrue();
    }

    @Test
    void a_probe_without_a_verdict_leaves_its_place_to_the_next() {
        fail(5);
        long admitted = probe();
        breaker.released(admitted);
        assertThat(breaker.closed()).isFalse();
        now += MILLI;
        assertThat(breaker.admit(now, true)).isTrue();
        assertThat(breaker.admit(now, true)).isFalse();
    }

    @Test
    void who_is_not_the_probe_releases_nothing() {
        fail(5);
        probe();
        breaker.released(now - SECOND);
        assertThat(breaker.admit(now, true)).isFalse();
    }

    @Test
    void a_large_request_leaves_the_probe_to_small_ones_for_a_second() {
        fail(5);
        now = breaker.readyAt(now);
        assertThat(breaker.admit(now, false)).isFalse();
        assertThat(breaker.admit(now + Breaker.SMALL_FIRST_NANOS - 1, false)).isFalse();
        assertThat(breaker.admit(now + Breaker.SMALL_FIRST_NANOS, false)).isTrue();
    }

    @Test
    void a_probe_that_is_silent_for_ten_seconds_holds_nobody_up_and_may_still_close() {
        fail(5);
        long silent = probe();
        assertThat(breaker.readyAt(now)).isEqualTo(silent + Breaker.LONGEST_NANOS);
        now = silent + Breaker.LONGEST_NANOS;
        assertThat(breaker.admit(now, true)).isTrue();
        breaker.failed(silent, now + MILLI);
        assertThat(breaker.admit(now + 2 * MILLI, true))
                .as("the second probe is still out")
                .isFalse();
        breaker.answered(silent, now + 3 * MILLI);
        assertThat(breaker.closed()).isTrue();
    }

    @Test
    void what_was_sent_before_it_opened_neither_closes_it_nor_fails_its_probe() {
        long before = now;
        now += SECOND;
        fail(5);
        breaker.answered(before, now);
        assertThat(breaker.closed()).isFalse();
        long until = breaker.readyAt(now);
        long admitted = probe();
        breaker.failed(before, now);
        breaker.answered(before, now);
        assertThat(breaker.closed()).isFalse();
        assertThat(now).isEqualTo(until);
        breaker.answered(admitted, now);
        assertThat(breaker.closed()).isTrue();
    }

    @Test
    void what_was_sent_before_it_closed_does_not_open_it_again() {
        long before = now;
        fail(5);
        breaker.answered(probe(), now);
        for (int i = 0; i < 50; i++) {
            breaker.failed(before, now);
        }
        assertThat(breaker.closed()).isTrue();
    }

    @Test
    void whoever_is_answered_since_it_opened_closes_it() {
        fail(5);
        now += MILLI;
        breaker.answered(now, now + MILLI);
        assertThat(breaker.closed()).isTrue();
    }

    private long probe() {
        now = breaker.readyAt(now);
        assertThat(breaker.admit(now, true)).isTrue();
        return now;
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            now += MILLI;
            breaker.failed(now, now);
        }
    }

    private void answer(int times) {
        for (int i = 0; i < times; i++) {
            now += MILLI;
            breaker.answered(now, now);
        }
    }
}
