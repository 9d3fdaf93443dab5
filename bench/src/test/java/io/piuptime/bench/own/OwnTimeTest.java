package io.piuptime.bench.own;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class OwnTimeTest {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final OwnTime time = new OwnTime(Duration.ofMillis(10));

    @Test
    void tells_the_time_that_something_takes() {
        assertThat(time.micros(() -> spend(20))).isBetween(20.0, 200.0);
    }

    @Test
    void does_not_count_what_another_thread_would_do() {
        AtomicInteger aside = new AtomicInteger();

        double micros = time.micros(() -> spend(20), () -> {
            spend(50_000);
            aside.incrementAndGet();
        });

        assertThat(aside.get()).isPositive();
        assertThat(micros).isLessThan(150);
    }

    private void spend(int micros) {
        long until = threads.getCurrentThreadCpuTime() + micros * 1_000L;
        while (threads.getCurrentThreadCpuTime() < until) {
            Thread.onSpinWait();
        }
    }
}
