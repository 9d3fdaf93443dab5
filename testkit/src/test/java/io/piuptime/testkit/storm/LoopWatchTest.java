package io.piuptime.testkit.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.raw.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LoopWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void finds_a_thread_that_waits_where_it_must_not() {
        try (LoopWatch watch = LoopWatch.start("loop-", List.of(LoopWatchTest.class.getName()))) {
            Thread _ = Thread.ofPlatform().daemon().name("loop-7").start(this::await);
            Await.until("found", PATIENCE, () -> !watch.offences().isEmpty());

            assertThat(watch.offences()).anySatisfy(one -> assertThat(one).contains("loop-7: ", ".await("));
        } finally {
            end.countDown();
        }
    }

    @Test
    void finds_nothing_in_other_threads_and_other_classes() {
        try (LoopWatch other = LoopWatch.start("loop-", List.of("io.piuptime.nothing."));
                LoopWatch others = LoopWatch.start("nobody-", List.of(LoopWatchTest.class.getName()))) {
            Thread _ = Thread.ofPlatform().daemon().name("loop-8").start(this::await);
            Await.until("looked at", PATIENCE, () -> other.looks() > 20);

            assertThat(other.offences()).isEmpty();
            assertThat(others.offences()).isEmpty();
            assertThat(others.looks()).isZero();
        } finally {
            end.countDown();
        }
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
