package io.piuptime.gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.exchange.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Threads that join, leave and free at once: each who joined is told exactly once, or has left. */
class ManyWaitersTest {
    private static final int THREADS = 4;
    private static final int EACH = 5_000;
    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    private final Queue queue = new Queue(System::nanoTime);
    private final List<Line> lines = List.of(queue.line(), queue.line(), queue.line());

    @Test
    void none_is_lost_and_none_is_told_twice() throws Exception {
        List<Told> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<List<Told>>> work = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                SplittableRandom random = new SplittableRandom(thread);
                work.add(() -> run(random));
            }
            for (Future<List<Told>> told : threads.invokeAll(work)) {
                all.addAll(told.get());
            }
        }
        lines.forEach(line -> {
            while (!line.isEmpty()) {
                line.freed();
            }
        });

        assertThat(queue.waiting()).isZero();
        assertThat(all).hasSize(THREADS * EACH);
        assertThat(all).allSatisfy(one -> {
            assertThat(one.times.get()).isLessThanOrEqualTo(1);
            assertThat(one.times.get() == 1 || one.left).isTrue();
        });
    }

    private List<Told> run(SplittableRandom random) {
        List<Told> mine = new ArrayList<>();
        for (int at = 0; at < EACH; at++) {
            Told one = new Told();
            mine.add(one);
            Priority priority = PRIORITIES.get(random.nextInt(4));
            Ticket ticket = new Ticket(priority, "caller" + random.nextInt(5), "m", System.nanoTime(), one);
            one.left = !queue.join(ticket, lines.subList(random.nextInt(3), 3), 64);
            if (random.nextInt(4) == 0) {
                queue.leave(ticket);
                one.left = true;
            }
            lines.get(random.nextInt(3)).freed();
        }
        return mine;
    }

    private static final class Told implements Waiter {
        private final AtomicInteger times = new AtomicInteger();
        private volatile boolean left;

        @Override
        public void called() {
            times.incrementAndGet();
        }

        @Override
        public void displaced() {
            times.incrementAndGet();
        }
    }
}
