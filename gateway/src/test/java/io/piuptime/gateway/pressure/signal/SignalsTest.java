package io.piuptime.gateway.pressure.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is measured, from accounts that a test keeps. */
class SignalsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void processor_time_is_a_part_of_all_processors() {
        AtomicLong used = new AtomicLong(7 * SECOND);
        ProcessorTime signal = new ProcessorTime(used::get, 4, 0);
        used.addAndGet(2 * SECOND);
        assertThat(signal.reading(SECOND)).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void processor_time_is_not_known_before_any_has_passed() {
        assertThat(new ProcessorTime(() -> 0, 2, 5).reading(5)).isNaN();
    }

    @Test
    void a_short_burst_moves_the_average_of_processor_time_little() {
        AtomicLong used = new AtomicLong();
        ProcessorTime signal = new ProcessorTime(used::get, 1, 0);
        long now = 0;
        for (int i = 0; i < 40; i++) {
            now += SECOND / 4;
            signal.reading(now);
        }
        used.addAndGet(SECOND / 4);
        now += SECOND / 4;
        assertThat(signal.reading(now)).isBetween(0.04, 0.06);
    }

    @Test
    void steady_work_fills_the_average_of_processor_time() {
        AtomicLong used = new AtomicLong();
        ProcessorTime signal = new ProcessorTime(used::get, 1, 0);
        assertThat(signal.reading(SECOND)).isZero();
        double reading = 0;
        for (long now = 2 * SECOND; now <= 20 * SECOND; now += SECOND) {
            used.addAndGet(SECOND);
            reading = signal.reading(now);
        }
        assertThat(reading).isBetween(0.95, 1.0);
    }

    @Test
    void the_heap_is_what_a_collection_left() {
        Optional<MemoryUsage> after = Optional.of(new MemoryUsage(0, 90, 100, 120));
        assertThat(new CollectedHeap(() -> after, 1000).reading(0)).isEqualTo(0.75);
    }

    @Test
    void a_pool_without_a_bound_of_its_own_has_the_heap_s() {
        Optional<MemoryUsage> after = Optional.of(new MemoryUsage(0, 90, 100, -1));
        assertThat(new CollectedHeap(() -> after, 900).reading(0)).isEqualTo(0.1);
    }

    @Test
    void a_heap_that_was_never_collected_is_not_known() {
        assertThat(new CollectedHeap(Optional::empty, 1).reading(0)).isNaN();
    }

    @Test
    void an_old_collection_counts_no_more_and_a_new_one_does() {
        AtomicLong used = new AtomicLong(99);
        CollectedHeap signal = new CollectedHeap(() -> Optional.of(new MemoryUsage(0, used.get(), 100, 100)), 100);
        long counts = CollectedHeap.COUNTS.toNanos();
        assertThat(signal.reading(10)).isEqualTo(0.99);
        assertThat(signal.reading(10 + counts)).isEqualTo(0.99);
        assertThat(signal.reading(11 + counts)).isNaN();
        used.set(98);
        assertThat(signal.reading(12 + counts)).isEqualTo(0.98);
    }

    @Test
    void files_are_counted_once_a_second() {
        AtomicInteger counted = new AtomicInteger();
        OpenFiles signal = new OpenFiles(() -> 10L * counted.incrementAndGet(), () -> 100);
        assertThat(signal.reading(0)).isEqualTo(0.1);
        assertThat(signal.reading(SECOND - 1)).isEqualTo(0.1);
        assertThat(signal.reading(SECOND)).isEqualTo(0.2);
        assertThat(counted).hasValue(2);
    }

    @Test
    void files_without_a_limit_are_never_short() {
        assertThat(new OpenFiles(() -> 1_000_000, () -> -1).reading(0)).isZero();
    }
}
