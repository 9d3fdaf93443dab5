package io.piuptime.gateway.health.hedge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstWordsTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private final FirstWords words = new FirstWords();

    @Test
    void says_nothing_of_fewer_than_a_hundred() {
        add(99, 10, 0);
        assertThat(words.slow(0)).isEmpty();
        add(1, 10, 0);
        assertThat(words.slow(0)).isPresent();
    }

    @Test
    void says_what_95_of_100_did_not_take_longer_than() {
        add(95, 100, 0);
        add(5, 5_000, 0);
        assertThat(millis(words.slow(0))).isBetween(101L, 113L);
        add(1, 5_000, 0);
        assertThat(millis(words.slow(0))).isBetween(5_001L, 5_625L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 8, 9, 15, 16, 17, 100, 1_000, 12_345, 600_000, 4_194_303})
    void is_never_sooner_than_what_was_seen_and_an_eighth_later_at_most(long took) {
        add(100, took, 0);
        assertThat(millis(words.slow(0))).isGreaterThan(took).isLessThanOrEqualTo(took + Math.max(1, took / 8));
    }

    @Test
    void takes_what_is_longer_than_an_hour_for_an_hour_and_what_is_negative_for_nothing() {
        add(100, TimeUnit.DAYS.toMillis(9), 0);
        assertThat(millis(words.slow(0))).isEqualTo(1L << 22);
        FirstWords early = new FirstWords();
        LongStream.range(0, 100).forEach(_ -> early.add(0, -5 * MILLI));
        assertThat(millis(early.slow(0))).isEqualTo(1);
    }

    @Test
    void agrees_with_a_sorted_list() {
        SplittableRandom random = new SplittableRandom(7);
        long[] took = random.longs(5_000, 1, 20_000).toArray();
        LongStream.of(took).forEach(one -> add(1, one, 0));
        long exact = LongStream.of(took).sorted().skip(4_749).findFirst().orElseThrow();
        assertThat(millis(words.slow(0))).isBetween(exact, exact + exact / 8 + 1);
    }

    @Test
    void remembers_for_two_and_a_half_minutes_and_forgets_after_five() {
        add(100, 10, 0);
        assertThat(words.slow(299 * SECOND)).isPresent();
        assertThat(words.slow(300 * SECOND)).isEmpty();
    }

    @Test
    void forgets_at_once_what_is_older_than_a_long_silence() {
        add(100, 10, 0);
        assertThat(words.slow(100_000 * SECOND)).isEmpty();
    }

    @Test
    void both_halves_count() {
        add(50, 10, 149);
        add(50, 10, 151);
        assertThat(words.slow(151 * SECOND)).isPresent();
        assertThat(words.slow(300 * SECOND)).isEmpty();
    }

    @Test
    void works_with_a_clock_that_began_below_zero() {
        LongStream.range(0, 100).forEach(_ -> words.add(-400 * SECOND, 10 * MILLI));
        assertThat(words.slow(-399 * SECOND)).isPresent();
        assertThat(words.slow(0)).isEmpty();
    }

    @Test
    void loses_nothing_between_threads() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(4);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                threads.execute(() -> {
                    add(25, 10, 0);
                    done.countDown();
                });
            }
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(words.slow(0)).isPresent();
    }

    private void add(int times, long millis, long second) {
        for (int i = 0; i < times; i++) {
            words.add(second * SECOND, millis * MILLI);
        }
    }

    private static long millis(OptionalLong nanos) {
        return nanos.orElseThrow() / MILLI;
    }
}
