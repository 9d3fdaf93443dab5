package io.piuptime.stores.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final Breaker breaker = new Breaker(nanos::get, new SplittableRandom(1));

    @Test
    void stays_closed_while_failures_are_not_in_a_row() {
        for (int i = 0; i < 10; i++) {
            fail(Breaker.FAILURES - 1);
            assertThat(breaker.succeeded()).isFalse();
        }

        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.mayCall()).isTrue();
    }

    @Test
    void opens_once_after_five_failures_in_a_row() {
        fail(Breaker.FAILURES - 1);

        assertThat(breaker.failed()).isTrue();
        assertThat(breaker.failed()).isFalse();
        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.mayCall()).isFalse();
    }

    @Test
    void lets_one_trial_through_after_its_pause() {
        fail(Breaker.FAILURES);
        pass(Breaker.FIRST.multipliedBy(3).dividedBy(4).minusMillis(1));
        assertThat(breaker.mayCall()).isFalse();

        pass(Breaker.FIRST.dividedBy(4).plusMillis(1));

        assertThat(breaker.mayCall()).isTrue();
        assertThat(breaker.mayCall()).isFalse();
        assertThat(breaker.succeeded()).isTrue();
        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.mayCall()).isTrue();
    }

    @Test
    void pauses_twice_as_long_after_each_failed_trial_up_to_the_longest() {
        fail(Breaker.FAILURES);
        Duration expected = Breaker.FIRST;
        for (int i = 0; i < 8; i++) {
            Duration pause = untilTrial();
            assertThat(pause).isBetween(expected.multipliedBy(3).dividedBy(4), expected.plusMillis(1));
            assertThat(breaker.failed()).isFalse();
            expected = expected.multipliedBy(2).compareTo(Breaker.LONGEST) < 0
                    ? expected.multipliedBy(2)
                    : Breaker.LONGEST;
        }
    }

    @Test
    void does_not_begin_with_a_short_pause_again_for_a_server_that_was_back_only_for_a_while() {
        fail(Breaker.FAILURES);
        untilTrial();
        breaker.failed();
        untilTrial();
        breaker.succeeded();
        fail(Breaker.FAILURES);
        assertThat(untilTrial()).isGreaterThan(Breaker.FIRST.multipliedBy(2));

        breaker.succeeded();
        pass(Breaker.PROVEN);
        fail(Breaker.FAILURES);

        assertThat(untilTrial()).isLessThanOrEqualTo(Breaker.FIRST);
    }

    @Test
    void an_answer_to_what_was_asked_before_it_opened_does_not_close_it() {
        fail(Breaker.FAILURES);

        assertThat(breaker.succeeded()).isFalse();
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void a_new_connection_ends_the_pause() {
        fail(Breaker.FAILURES);
        breaker.retry();

        assertThat(breaker.mayCall()).isTrue();
        assertThat(breaker.mayCall()).isFalse();
    }

    private Duration untilTrial() {
        Duration step = Duration.ofMillis(1);
        Duration passed = Duration.ZERO;
        while (!breaker.mayCall() && passed.compareTo(Duration.ofMinutes(1)) < 0) {
            pass(step);
            passed = passed.plus(step);
        }
        return passed;
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
