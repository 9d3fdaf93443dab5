package io.piuptime.stores.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.stores.StoreUnavailable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class LaneTest {
    @TempDir
    private Path folder;

    private Lane lane;

    @BeforeEach
    void open() {
        DatabaseFile file = new DatabaseFile(folder.resolve("lane.db"), new Migrations());
        lane = new Lane("lane", List.of(new Session(file, file::connectWriter)));
    }

    @AfterEach
    void close() {
        lane.close();
    }

    @Test
    void work_is_done_on_the_lanes_thread() {
        assertThat(lane.<String>run(_ -> Thread.currentThread().getName())).isEqualTo("lane-1");
    }

    @Test
    void a_refusal_reaches_the_caller_as_it_is() {
        assertThatThrownBy(() -> lane.run(_ -> {
                    throw new IllegalArgumentException("id: x (expected: y)");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("id: x (expected: y)");
    }

    @Test
    void a_fault_makes_the_store_unavailable_and_the_lane_goes_on() {
        assertThatThrownBy(() -> lane.run(_ -> {
                    throw new IllegalStateException("a fault");
                }))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage("lane: failed");

        assertThat(lane.<Integer>run(_ -> 7)).isEqualTo(7);
    }

    @Test
    void a_caller_that_is_interrupted_does_not_wait_and_stays_interrupted() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread first = Thread.ofPlatform().start(() -> lane.run(_ -> held(busy, goOn)));
        busy.await();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread second = Thread.ofPlatform().start(() -> {
            Thread.currentThread().interrupt();
            try {
                lane.run(_ -> 1);
            } catch (StoreUnavailable e) {
                failure.set(Thread.currentThread().isInterrupted() ? e : new IllegalStateException("not interrupted"));
            }
        });
        second.join();
        goOn.countDown();
        first.join();

        assertThat(failure.get()).isInstanceOf(StoreUnavailable.class).hasMessageContaining("interrupted");
    }

    @Test
    void more_callers_than_may_wait_are_refused_at_once() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread first = Thread.ofPlatform().start(() -> lane.run(_ -> held(busy, goOn)));
        busy.await();
        CountDownLatch refused = new CountDownLatch(4);
        List<Thread> callers = IntStream.range(0, 260)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    try {
                        lane.run(_ -> 1);
                    } catch (StoreUnavailable e) {
                        assertThat(e).hasMessageContaining("more than 256 calls wait");
                        refused.countDown();
                    }
                }))
                .toList();
        refused.await();
        goOn.countDown();
        first.join();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(refused.getCount()).isZero();
    }

    private static boolean held(CountDownLatch busy, CountDownLatch goOn) {
        busy.countDown();
        try {
            goOn.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
