package io.piuptime.stores.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.testkit.contracts.SampleUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShipperTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path temporary;

    private final FlakyStore store = new FlakyStore();
    private JournalFolder folder;
    private FileJournal journal;
    private Shipper shipper;

    @BeforeEach
    void start() {
        folder = new JournalFolder(temporary.resolve("journal"));
        journal = folder.started();
        shipper = new Shipper(journal, store, new Random(1));
        shipper.start();
    }

    @AfterEach
    void close() {
        shipper.close();
        journal.close();
    }

    @Test
    void what_is_appended_arrives_by_itself() throws InterruptedException {
        JournalFolder.append(journal, SampleUsage.records(0, 3));

        store.awaitTaken(3);

        assertThat(store.records()).containsExactlyElementsOf(SampleUsage.records(0, 3));
    }

    @Test
    void a_flush_returns_when_the_store_has_everything() {
        JournalFolder.append(journal, SampleUsage.records(0, 4_321));

        assertThat(shipper.flush(LONG)).isTrue();

        assertThat(store.records()).containsExactlyElementsOf(SampleUsage.records(0, 4_321));
        assertThat(store.batches()).allMatch(size -> size <= Shipper.BATCH);
    }

    @Test
    void a_flush_of_nothing_returns_at_once() {
        assertThat(shipper.flush(LONG)).isTrue();
        assertThat(shipper.flush(LONG)).isTrue();
    }

    @Test
    void files_are_deleted_when_the_store_has_what_is_in_them() throws IOException {
        JournalFolder.append(journal, SampleUsage.records(0, 3_000));
        shipper.flush(LONG);
        JournalFolder.append(journal, SampleUsage.records(3_000, 3_001));
        shipper.flush(LONG);

        assertThat(files()).as("the active file, a spare one").isLessThanOrEqualTo(2);
    }

    @Test
    void nothing_is_lost_and_nothing_is_deleted_while_the_store_is_gone() throws Exception {
        store.gone(true);
        JournalFolder.append(journal, SampleUsage.records(0, 1_500));
        store.awaitRefused(2);
        JournalFolder.append(journal, SampleUsage.records(1_500, 3_000));

        assertThat(shipper.flush(Duration.ofMillis(20))).isFalse();
        assertThat(shipper.trouble()).hasValueSatisfying(why -> assertThat(why).contains("the store is gone"));

        store.gone(false);
        assertThat(shipper.flush(LONG)).isTrue();
        assertThat(shipper.trouble()).isEmpty();
        assertThat(store.records()).containsExactlyElementsOf(SampleUsage.records(0, 3_000));
    }

    @Test
    void a_store_that_fails_after_it_has_added_gets_the_same_batch_again() throws Exception {
        store.forgetful(true);
        JournalFolder.append(journal, SampleUsage.records(0, 10));
        store.awaitRefused(2);
        store.forgetful(false);

        assertThat(shipper.flush(LONG)).isTrue();

        assertThat(store.records()).containsExactlyElementsOf(SampleUsage.records(0, 10));
        assertThat(store.batches()).hasSizeGreaterThan(2);
    }

    @Test
    void a_restart_goes_on_where_the_last_run_stopped() {
        JournalFolder.append(journal, SampleUsage.records(0, 500));
        shipper.flush(LONG);
        close();
        start();
        JournalFolder.append(journal, SampleUsage.records(500, 510));

        assertThat(shipper.flush(LONG)).isTrue();

        assertThat(store.records()).containsExactlyElementsOf(SampleUsage.records(0, 510));
        assertThat(store.batches().stream().mapToInt(Integer::intValue).sum())
                .as("none was shipped twice")
                .isEqualTo(510);
    }

    @Test
    void a_restart_ships_what_the_last_run_could_not() {
        store.gone(true);
        JournalFolder.append(journal, SampleUsage.records(0, 700));
        close();
        store.gone(false);
        start();

        assertThat(shipper.flush(LONG)).isTrue();

        assertThat(store.records()).containsExactlyElementsOf(SampleUsage.records(0, 700));
    }

    @Test
    void a_lost_checkpoint_means_shipping_twice_and_adding_once() throws IOException {
        JournalFolder.append(journal, SampleUsage.records(0, 50));
        shipper.flush(LONG);
        close();
        Files.delete(folder.path().resolve("shipped"));
        start();

        assertThat(shipper.flush(LONG)).isTrue();

        assertThat(store.records()).containsExactlyElementsOf(SampleUsage.records(0, 50));
        assertThat(store.batches().stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
    }

    @Test
    void a_checkpoint_without_its_files_does_not_hide_new_records() throws IOException {
        JournalFolder.append(journal, SampleUsage.records(0, 50));
        shipper.flush(LONG);
        close();
        for (long number : folder.segments().numbers()) {
            folder.segments().delete(number);
        }
        start();
        JournalFolder.append(journal, SampleUsage.records(50, 60));

        assertThat(shipper.flush(LONG)).isTrue();

        assertThat(store.records()).containsExactlyElementsOf(SampleUsage.records(0, 60));
    }

    @Test
    void records_after_a_damaged_segment_arrive_and_the_damage_is_counted_once() throws IOException {
        store.gone(true);
        JournalFolder.append(journal, SampleUsage.records(0, 10));
        folder.overwrite(journal.end().segment(), Segment.HEADER + Frame.HEADER, (byte) 99);
        close();
        store.gone(false);
        start();
        JournalFolder.append(journal, SampleUsage.records(10, 20));

        assertThat(shipper.flush(LONG)).isTrue();

        assertThat(store.records()).containsExactlyElementsOf(SampleUsage.records(10, 20));
        assertThat(journal.damaged()).isEqualTo(1);

        JournalFolder.append(journal, SampleUsage.records(20, 500));
        assertThat(shipper.flush(LONG)).isTrue();
        assertThat(journal.damaged()).isEqualTo(1);
    }

    @Test
    void whole_files_are_not_counted_as_damaged() {
        JournalFolder.append(journal, SampleUsage.records(0, 500));
        close();
        start();
        JournalFolder.append(journal, SampleUsage.records(500, 1_000));

        assertThat(shipper.flush(LONG)).isTrue();

        assertThat(journal.damaged()).isZero();
    }

    @Test
    void files_that_are_no_segments_are_counted_and_hold_nothing_up() throws IOException {
        close();
        Files.writeString(folder.segments().file(900), "something else ".repeat(100));
        Files.createDirectory(folder.segments().file(901));
        start();
        JournalFolder.append(journal, SampleUsage.records(0, 10));

        assertThat(shipper.flush(LONG)).isTrue();

        assertThat(store.records()).containsExactlyElementsOf(SampleUsage.records(0, 10));
        assertThat(journal.damaged()).isEqualTo(2);
    }

    @Test
    void a_whole_frame_that_holds_no_record_is_left_out_alone() throws IOException {
        close();
        SegmentFolder segments = folder.segments();
        long number = segments.numbers().last() + 1;
        Segment segment = segments.create(number);
        segment.append(Frame.of(SampleUsage.record(1)));
        segment.append(Frames.withVersion(SampleUsage.record(2), 7));
        segment.append(Frame.of(SampleUsage.record(3)));
        segment.unmap();
        start();

        assertThat(shipper.flush(LONG)).isTrue();

        List<UsageRecord> records = store.records();
        assertThat(records).containsExactly(SampleUsage.record(1), SampleUsage.record(3));
    }

    @Test
    void a_flush_after_the_end_says_whether_everything_had_arrived() {
        JournalFolder.append(journal, SampleUsage.records(0, 10));
        shipper.flush(LONG);
        shipper.close();

        assertThat(shipper.flush(LONG)).isTrue();

        JournalFolder.append(journal, SampleUsage.records(10, 11));
        assertThat(shipper.flush(LONG)).isFalse();
    }

    @Test
    void one_that_was_never_started_can_be_closed() {
        new Shipper(journal, store, new Random(1)).close();

        assertThat(journal.lost()).isZero();
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.filter(file -> file.toString().endsWith(".usage")).count();
        }
    }
}
