package io.piuptime.dialects.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RefreshedTest {
    private final SetClock clock = new SetClock();
    private final AtomicInteger obtained = new AtomicInteger();
    private volatile Duration life = Duration.ofHours(1);
    private volatile boolean failing;
    private final Refreshed<String> refreshed = new Refreshed<>(this::obtain, clock);

    @Test
    void obtains_nothing_before_it_is_asked() {
        assertThat(refreshed.fresh()).isEmpty();
        assertThat(obtained).hasValue(0);
    }

    @Test
    void holds_what_it_obtained_until_five_minutes_before_its_end() {
        assertThat(refreshed.current()).isEqualTo("value 1");
        clock.pass(Duration.ofMinutes(55).minusMillis(1));
        assertThat(refreshed.fresh()).contains("value 1");
        assertThat(refreshed.current()).isEqualTo("value 1");
        clock.pass(Duration.ofMillis(1));
        assertThat(refreshed.fresh()).isEmpty();
        assertThat(refreshed.current()).isEqualTo("value 2");
        assertThat(refreshed.fresh()).contains("value 2");
    }

    @Test
    void holds_what_lives_shortly_for_half_its_life() {
        life = Duration.ofMinutes(4);

        refreshed.current();
        clock.pass(Duration.ofMinutes(2).minusMillis(1));
        assertThat(refreshed.current()).isEqualTo("value 1");
        clock.pass(Duration.ofMillis(1));
        assertThat(refreshed.current()).isEqualTo("value 2");
    }

    @Test
    void holds_for_ever_what_does_not_expire() {
        Refreshed<String> lasting = new Refreshed<>(() -> new Expiring<>("always", Instant.MAX), clock);

        assertThat(lasting.current()).isEqualTo("always");
        clock.pass(Duration.ofDays(365_000));
        assertThat(lasting.fresh()).contains("always");
    }

    @Test
    void goes_on_with_the_held_one_while_the_next_is_not_to_be_had() {
        refreshed.current();
        clock.pass(Duration.ofMinutes(56));
        failing = true;

        assertThat(refreshed.current()).isEqualTo("value 1");
        assertThat(refreshed.fresh()).contains("value 1");
        assertThat(refreshed.current()).isEqualTo("value 1");
        assertThat(obtained).hasValue(2);
        clock.pass(Duration.ofSeconds(5));
        failing = false;
        assertThat(refreshed.current()).isEqualTo("value 3");
    }

    @Test
    void says_why_there_is_none_and_does_not_ask_again_at_once() {
        failing = true;

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(refreshed::current)
                    .isInstanceOf(NoCredentialsException.class)
                    .hasMessage("the source is down");
        }
        assertThat(obtained).hasValue(1);
        clock.pass(Duration.ofSeconds(5));
        failing = false;
        assertThat(refreshed.current()).isEqualTo("value 2");
    }

    @Test
    void says_why_there_is_none_once_the_held_one_has_expired() {
        refreshed.current();
        failing = true;
        clock.pass(Duration.ofHours(1));

        assertThatThrownBy(refreshed::current).hasMessage("the source is down");
    }

    @Test
    void refuses_what_has_expired_before_it_came() {
        life = Duration.ofSeconds(-1);

        assertThatThrownBy(refreshed::current).hasMessage("expired as soon as it came");
        assertThatThrownBy(refreshed::current).hasMessage("expired as soon as it came");
        assertThat(obtained).hasValue(1);
    }

    @Test
    void gives_up_what_was_refused_and_only_that() {
        refreshed.current();

        refreshed.giveUp("value 0");
        assertThat(refreshed.fresh()).contains("value 1");
        refreshed.giveUp("value 1");
        assertThat(refreshed.fresh()).isEmpty();
        assertThat(refreshed.current()).isEqualTo("value 2");
    }

    @Test
    void asks_once_for_many_who_wait() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        Refreshed<String> slow = new Refreshed<>(
                () -> {
                    await(mayAnswer);
                    return obtain();
                },
                clock);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waiting.add(threads.submit((Callable<String>) slow::current));
            }
            mayAnswer.countDown();
            for (Future<String> one : waiting) {
                assertThat(one.get()).isEqualTo("value 1");
            }
        }
    }

    @Test
    void nobody_waits_for_the_next_while_the_held_one_is_good() throws Exception {
        CountDownLatch isAsking = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        Refreshed<String> slow = new Refreshed<>(
                () -> {
                    if (obtained.get() == 1) {
                        isAsking.countDown();
                        await(mayAnswer);
                    }
                    return obtain();
                },
                clock);
        slow.current();
        clock.pass(Duration.ofMinutes(56));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first = threads.submit((Callable<String>) slow::current);
            await(isAsking);

            assertThat(slow.current()).isEqualTo("value 1");
            mayAnswer.countDown();
            assertThat(first.get()).isEqualTo("value 2");
        }
    }

    private Expiring<String> obtain() {
        int number = obtained.incrementAndGet();
        if (failing) {
            throw new NoCredentialsException("the source is down");
        }
        return new Expiring<>("value " + number, clock.instant().plus(life));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
