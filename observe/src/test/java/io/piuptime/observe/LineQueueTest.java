package io.piuptime.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class LineQueueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CAPACITY = 128 << 10;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void writes_lines_in_order() {
        try (LineQueue queue = LineQueue.start(LineSink.to(written), CAPACITY, "test")) {
            offer(queue, "one");
            offer(queue, "two");

            assertThat(queue.flush(PATIENCE)).isTrue();
            assertThat(written.toString(UTF_8)).isEqualTo("one\ntwo\n");
        }
    }

    @Test
    void writes_again_after_it_was_idle() {
        try (LineQueue queue = LineQueue.start(LineSink.to(written), CAPACITY, "test")) {
            offer(queue, "one");
            assertThat(queue.flush(PATIENCE)).isTrue();
            offer(queue, "two");
            assertThat(queue.flush(PATIENCE)).isTrue();

            assertThat(written.toString(UTF_8)).isEqualTo("one\ntwo\n");
        }
    }

    @Test
    void writes_what_is_left_when_closed() {
        LineQueue queue = LineQueue.start(LineSink.to(written), CAPACITY, "test");
        offer(queue, "one");
        queue.close();

        assertThat(written.toString(UTF_8)).isEqualTo("one\n");
        assertThat(offer(queue, "late")).isFalse();
        assertThat(queue.dropped()).isOne();
    }

    @Test
    void drops_and_counts_when_the_sink_is_stuck() throws Exception {
        Stuck sink = new Stuck();
        LineQueue queue = LineQueue.start(sink, CAPACITY, "test");
        offer(queue, "first");
        sink.reached.await();
        String kilobyte = "x".repeat(1023);
        int taken = 0;
        for (int i = 0; i < 200; i++) {
            taken += offer(queue, kilobyte) ? 1 : 0;
        }

        assertThat(taken).isEqualTo(64);
        assertThat(queue.dropped()).isEqualTo(136);
        assertThat(queue.flush(Duration.ofMillis(1))).isFalse();

        sink.release.countDown();
        assertThat(queue.flush(PATIENCE)).isTrue();
        assertThat(queue.dropped()).isEqualTo(136);
        queue.close();
    }

    @Test
    void gives_up_a_stuck_sink_when_closed_and_counts_what_it_held() throws Exception {
        Stuck sink = new Stuck();
        LineQueue queue = LineQueue.start(sink, CAPACITY, "test");
        offer(queue, "first");
        sink.reached.await();
        offer(queue, "second");
        queue.close();
        sink.closed.await();

        assertThat(queue.dropped()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void counts_lines_that_the_sink_refused_and_tries_again(boolean expected) {
        AtomicInteger calls = new AtomicInteger();
        LineSink failing = new LineSink() {
            @Override
            public void write(byte[] lines, int length) throws IOException {
                if (calls.getAndIncrement() == 0) {
                    if (expected) {
                        throw new IOException("disk full");
                    }
                    throw new IllegalStateException("a fault of the sink");
                }
                written.write(lines, 0, length);
            }

            @Override
            public void close() {}
        };
        try (LineQueue queue = LineQueue.start(failing, CAPACITY, "test")) {
            offer(queue, "lost");
            assertThat(queue.flush(PATIENCE)).isTrue();
            offer(queue, "kept");
            assertThat(queue.flush(PATIENCE)).isTrue();

            assertThat(queue.dropped()).isOne();
            assertThat(written.toString(UTF_8)).isEqualTo("kept\n");
        }
    }

    @Test
    void keeps_lines_of_many_threads_whole() throws Exception {
        List<Thread> threads = new ArrayList<>();
        try (LineQueue queue = LineQueue.start(LineSink.to(written), 8 << 20, "test")) {
            for (int t = 0; t < 4; t++) {
                String line = Integer.toString(t).repeat(50);
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        offer(queue, line);
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(queue.flush(PATIENCE)).isTrue();
            assertThat(queue.dropped()).isZero();
        }
        assertThat(written.toString(UTF_8).lines())
                .hasSize(20_000)
                .allMatch(line -> line.length() == 50 && line.chars().distinct().count() == 1);
    }

    @Test
    void refuses_a_capacity_that_holds_nothing() {
        assertThatThrownBy(() -> LineQueue.start(LineSink.to(written), 10, "test"))
                .hasMessage("capacity: 10 (expected: >= 131072)");
    }

    private static boolean offer(LineQueue queue, String text) {
        byte[] line = (text + "\n").getBytes(UTF_8);
        return queue.offer(line, line.length);
    }

    /** A sink that hangs until it is released. */
    private static final class Stuck implements LineSink {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void write(byte[] lines, int length) throws IOException {
            reached.countDown();
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", interrupted);
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
