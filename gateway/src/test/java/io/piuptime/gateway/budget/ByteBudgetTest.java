package io.piuptime.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Memory that all exchanges share. */
class ByteBudgetTest {
    private final ByteBudget budget = new ByteBudget();

    @Test
    void gives_what_fits_to_the_byte() {
        assertThat(budget.take(60, 100)).isTrue();
        assertThat(budget.take(40, 100)).isTrue();
        assertThat(budget.take(1, 100)).isFalse();
        assertThat(budget.held()).isEqualTo(100);
    }

    @Test
    void gives_again_what_was_given_back() {
        assertThat(budget.take(100, 100)).isTrue();
        budget.giveBack(30);
        assertThat(budget.take(30, 100)).isTrue();
        assertThat(budget.take(1, 100)).isFalse();
    }

    @Test
    void counts_what_is_there_already_without_refusing() {
        budget.add(150);
        assertThat(budget.held()).isEqualTo(150);
        assertThat(budget.take(1, 100)).isFalse();
    }

    @Test
    void never_gives_more_than_its_limit_to_threads_that_race() throws InterruptedException {
        AtomicLong most = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int turn = 0; turn < 20_000; turn++) {
                    if (budget.take(7, 20)) {
                        most.accumulateAndGet(1, Math::max);
                        budget.giveBack(7);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(budget.held()).isZero();
        assertThat(most).hasPositiveValue();
    }
}
