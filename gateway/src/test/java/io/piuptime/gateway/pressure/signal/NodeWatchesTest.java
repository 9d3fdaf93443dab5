package io.piuptime.gateway.pressure.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.piuptime.gateway.pressure.Level;
import io.piuptime.gateway.pressure.Resource;
import io.piuptime.gateway.pressure.Watch;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is watched of the process that runs this test. */
class NodeWatchesTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LoopLag lag = new LoopLag(Duration.ofMillis(50));
    private final AtomicLong queue = new AtomicLong();
    private final List<Watch> watches = new NodeWatches(() -> 0, lag, queue::get).all();

    @Test
    void watches_every_resource() {
        assumeThat(ManagementFactory.getOperatingSystemMXBean()).isInstanceOf(UnixOperatingSystemMXBean.class);
        assertThat(watches.stream().map(Watch::resource).distinct()).containsExactlyInAnyOrder(Resource.values());
    }

    @Test
    void a_process_that_does_little_is_green() {
        for (long second = 1; second <= 10; second++) {
            for (Watch watch : watches) {
                assertThat(watch.level(second * SECOND))
                        .as(watch.resource().words())
                        .isEqualTo(Level.GREEN);
            }
        }
    }

    @Test
    void late_loops_alone_do_not_count_while_the_processor_has_time() {
        lag.of(0);
        Watch processor = of(Resource.PROCESSOR);
        for (long second = 1; second <= 20; second++) {
            assertThat(processor.level(100 * second * SECOND)).isEqualTo(Level.GREEN);
        }
    }

    @Test
    void a_queue_counts_when_it_stands() {
        Watch waiting = of(Resource.QUEUE);
        queue.set(Duration.ofMillis(150).toNanos());
        assertThat(waiting.level(0)).isEqualTo(Level.GREEN);
        assertThat(waiting.level(SECOND)).isEqualTo(Level.YELLOW);
        queue.set(Duration.ofMillis(600).toNanos());
        waiting.level(SECOND);
        assertThat(waiting.level(2 * SECOND)).isEqualTo(Level.RED);
        queue.set(Duration.ofHours(1).toNanos());
        waiting.level(3 * SECOND);
        assertThat(waiting.level(9 * SECOND)).as("never black").isEqualTo(Level.RED);
        queue.set(0);
        waiting.level(10 * SECOND);
        assertThat(waiting.level(12 * SECOND)).isEqualTo(Level.GREEN);
    }

    private Watch of(Resource resource) {
        return watches.stream()
                .filter(watch -> watch.resource() == resource)
                .findFirst()
                .orElseThrow();
    }
}
