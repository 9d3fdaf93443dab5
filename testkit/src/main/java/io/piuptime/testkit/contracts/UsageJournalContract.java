package io.piuptime.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.piuptime.model.usage.Attribution;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.model.usage.UsageRecord.Ending;
import io.piuptime.model.usage.UsageRecord.Sizes;
import io.piuptime.model.usage.UsageRecord.Times;
import io.piuptime.observe.usage.UsageJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What every journal of usage does. */
public interface UsageJournalContract {
    /** The journal under test: empty, and the same one within a test until {@link #restart}. */
    UsageJournal journal();

    /** Goes on with what was kept, as a new process does after the old one was killed: without a proper end. */
    void restart();

    /** All that the journal has been given, the oldest first, as it comes out at its other end. */
    List<UsageRecord> kept();

    @Test
    default void a_new_journal_holds_nothing() {
        assertThat(kept()).isEmpty();
    }

    @Test
    default void what_is_appended_comes_out_in_order() {
        SampleUsage.records(0, 2_500).forEach(journal()::append);

        assertThat(kept()).containsExactlyElementsOf(SampleUsage.records(0, 2_500));
    }

    @Test
    default void every_component_comes_out_as_it_was() {
        UsageRecord usage = new UsageRecord(
                        "0r5m1k8c0d2q4abcdefgh",
                        Instant.parse("2026-05-06T07:08:09.123456Z"),
                        "K3yId0000001",
                        "text_completion",
                        "модель-✓-😀",
                        "anthropic/claude",
                        499,
                        Ending.ABANDONED,
                        "caller_gone",
                        true,
                        new Tokens(1, Long.MAX_VALUE, 3, 4, Tokens.Source.COUNTED),
                        "length",
                        5,
                        new Times(6, -1, 7),
                        new Sizes(8_000_000_000L, Long.MAX_VALUE))
                .attributed(new Attribution("t-25", "g-26", "a-27", "u-28", "e-29", Map.of("n-30", "v-31")));

        journal().append(usage);

        assertThat(kept()).containsExactly(usage);
    }

    @Test
    default void what_was_appended_outlives_a_process_that_was_killed() {
        SampleUsage.records(0, 100).forEach(journal()::append);
        restart();
        SampleUsage.records(100, 200).forEach(journal()::append);
        restart();

        assertThat(kept()).containsExactlyElementsOf(SampleUsage.records(0, 200));
    }

    @Test
    default void what_has_come_out_before_a_restart_does_not_come_out_as_a_second_record() {
        SampleUsage.records(0, 100).forEach(journal()::append);
        assertThat(kept()).hasSize(100);
        restart();
        SampleUsage.records(100, 150).forEach(journal()::append);

        assertThat(kept()).containsExactlyElementsOf(SampleUsage.records(0, 150));
    }

    @Test
    default void a_record_that_is_appended_twice_is_one() {
        SampleUsage.records(0, 10).forEach(journal()::append);
        SampleUsage.records(5, 12).forEach(journal()::append);

        assertThat(kept()).containsExactlyElementsOf(SampleUsage.records(0, 12));
    }

    @Test
    default void several_threads_append_at_once() throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(4);
        List<Thread> threads = new ArrayList<>();
        for (long first = 0; first < 4_000; first += 1_000) {
            List<UsageRecord> own = SampleUsage.records(first, first + 1_000);
            threads.add(Thread.ofPlatform().start(() -> {
                ready.countDown();
                awaitAll(ready);
                own.forEach(journal()::append);
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(kept()).containsExactlyElementsOf(SampleUsage.records(0, 4_000));
    }

    @Test
    default void a_text_without_measure_fails_nothing_and_holds_nothing_up() {
        UsageRecord ordinary = SampleUsage.record(1);

        assertThatCode(() -> journal().append(withModel(SampleUsage.record(0), "m".repeat(1_000_000))))
                .doesNotThrowAnyException();
        journal().append(ordinary);

        assertThat(kept()).hasSize(2).last().isEqualTo(ordinary);
    }

    @Test
    default void a_text_with_a_zero_or_half_a_character_fails_nothing_and_holds_nothing_up() {
        UsageRecord ordinary = SampleUsage.record(2);

        journal().append(withModel(SampleUsage.record(0), "gpt\u0000-4o"));
        journal().append(withModel(SampleUsage.record(1), "gpt\uD83D-4o"));
        journal().append(ordinary);

        assertThat(kept())
                .extracting(UsageRecord::id)
                .containsExactly(SampleUsage.id(0), SampleUsage.id(1), SampleUsage.id(2));
        assertThat(kept()).last().isEqualTo(ordinary);
    }

    private static UsageRecord withModel(UsageRecord usage, String model) {
        return new UsageRecord(
                usage.id(),
                usage.startedAt(),
                usage.keyId(),
                usage.operation(),
                model,
                usage.target(),
                usage.status(),
                usage.ending(),
                usage.reason(),
                usage.stream(),
                usage.tokens(),
                usage.finishReason(),
                usage.attempts(),
                usage.times(),
                usage.sizes());
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
