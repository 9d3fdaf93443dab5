package io.piuptime.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.queue.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What holds when many threads ask at the same moment. */
class ManyThreadsTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 300;

    @Test
    void there_is_one_probe_for_each_open_interval() throws Exception {
        Breaker breaker = new Breaker(() -> 0.3);
        for (int i = 0; i < 5; i++) {
            breaker.failed(0, 0);
        }
        long now = 0;
        for (int round = 0; round < ROUNDS; round++) {
            now = breaker.readyAt(now);
            long at = now;
            assertThat(together(() -> breaker.admit(at, true) ? 1 : 0)).isEqualTo(1);
            breaker.failed(at, at);
            assertThat(breaker.readyAt(at) - at).isBetween(1L, Breaker.LONGEST_NANOS);
        }
    }

    @Test
    void a_cooling_target_lets_one_through() throws Exception {
        Cooling cooling = new Cooling(() -> 0);
        for (long now = 0; now < ROUNDS; now++) {
            long at = now;
            cooling.cool(at, 1_000_000_000L);
            assertThat(together(() -> cooling.admit(at) ? 1 : 0)).isEqualTo(1);
            cooling.released(at);
        }
    }

    @Test
    void a_budget_is_not_overdrawn() throws Exception {
        RetryBudget budget = new RetryBudget();
        for (int i = 0; i < 500; i++) {
            budget.requested(0);
        }
        assertThat(together(() -> {
                    int taken = 0;
                    for (int i = 0; i < 100; i++) {
                        taken += budget.takeRepeat(0) ? 1 : 0;
                    }
                    return taken;
                }))
                .isEqualTo(100);
    }

    @Test
    void nothing_is_under_way_when_all_have_ended() throws Exception {
        TargetHealth target = new Health(10, () -> 0.5, new Queue(() -> 0)).of(new HealthKey("https://a", "m", "k"));
        Fault[] faults = Fault.values();
        together(() -> {
            for (int i = 0; i < 2_000; i++) {
                long now = i * 1_000_000L;
                if (target.admit(now, true)) {
                    if (i % 3 == 0) {
                        target.failed(now, now, faults[i % faults.length], -1);
                    } else {
                        target.answered(now, now, 1_000_000);
                        target.released(now);
                    }
                }
            }
            return 0;
        });
        assertThat(target.inFlight()).isZero();
    }

    private static int together(Callable<Integer> task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            tasks.add(() -> {
                start.await(10, TimeUnit.SECONDS);
                return task.call();
            });
        }
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            int sum = 0;
            for (var result : threads.invokeAll(tasks, 30, TimeUnit.SECONDS)) {
                sum += result.get();
            }
            return sum;
        }
    }
}
