package io.piuptime.testkit.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AwaitTest {
    @Test
    void returns_as_soon_as_the_condition_holds() {
        AtomicInteger asked = new AtomicInteger();

        Await.until("third time", Duration.ofSeconds(5), () -> asked.incrementAndGet() == 3);

        assertThat(asked).hasValue(3);
    }

    @Test
    void fails_at_the_deadline_and_says_what_was_awaited() {
        assertThatThrownBy(() -> Await.until("the moon", Duration.ofMillis(10), () -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessage("the moon: not so after 10 ms");
        assertThat(Await.holds(Duration.ofMillis(1), () -> false)).isFalse();
    }

    @Test
    void lets_time_pass() {
        long start = System.nanoTime();
        Await.elapsed(Duration.ofMillis(20));
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void stops_waiting_when_interrupted() {
        Thread.currentThread().interrupt();
        try {
            long start = System.nanoTime();
            Await.elapsed(Duration.ofSeconds(60));
            assertThat(Await.holds(Duration.ofSeconds(60), () -> false)).isFalse();
            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofSeconds(30).toNanos());
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
