package io.piuptime.stores.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.testkit.contracts.SampleUsage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileJournalTest {
    @TempDir
    private Path temporary;

    private JournalFolder folder;

    @BeforeEach
    void choose() {
        folder = new JournalFolder(temporary.resolve("journal"));
    }

    @Test
    void an_empty_journal_holds_nothing() {
        folder.started().close();

        assertThat(folder.replay()).isEmpty();
    }

    @Test
    void the_first_file_is_ready_when_the_journal_is_started() {
        try (FileJournal journal = folder.started()) {
            JournalFolder.append(journal, SampleUsage.records(0, 1));

            assertThat(journal.waiting()).isZero();
            assertThat(journal.degraded()).isFalse();
        }
    }

    @Test
    void records_are_there_after_a_restart_in_order() {
        try (FileJournal journal = folder.started()) {
            JournalFolder.append(journal, SampleUsage.records(0, 50));
        }

        assertThat(folder.replay()).containsExactlyElementsOf(SampleUsage.records(0, 50));
    }

    @Test
    void records_are_in_the_file_as_soon_as_append_returns() {
        try (FileJournal journal = folder.started()) {
            JournalFolder.append(journal, SampleUsage.records(0, 50));

            assertThat(folder.replay()).containsExactlyElementsOf(SampleUsage.records(0, 50));
        }
    }

    @Test
    @Timeout(60)
    void records_of_many_segments_are_there_in_order() {
        try (FileJournal journal = folder.started()) {
            JournalFolder.append(journal, SampleUsage.records(0, 5_000));
        }

        assertThat(folder.replay()).containsExactlyElementsOf(SampleUsage.records(0, 5_000));
    }

    @Test
    void every_start_adds_to_what_was_there() {
        for (int start = 0; start < 5; start++) {
            try (FileJournal journal = folder.started()) {
                JournalFolder.append(journal, SampleUsage.records(10L * start, 10L * start + 10));
            }
        }

        assertThat(folder.replay()).containsExactlyElementsOf(SampleUsage.records(0, 50));
    }

    @Test
    @Timeout(60)
    void several_threads_append_at_once_and_nothing_is_mixed_up() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        try (FileJournal journal = folder.started()) {
            for (int i = 0; i < 4; i++) {
                long from = i * 1_000L;
                threads.add(Thread.ofPlatform()
                        .start(() -> JournalFolder.append(journal, SampleUsage.records(from, from + 1_000))));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        List<UsageRecord> replayed = folder.replay();

        assertThat(replayed.stream().sorted(Comparator.comparing(UsageRecord::id)))
                .containsExactlyElementsOf(SampleUsage.records(0, 4_000));
        for (int i = 0; i < 4; i++) {
            long from = i * 1_000L;
            List<UsageRecord> ofOne = SampleUsage.records(from, from + 1_000);
            assertThat(replayed.stream().filter(ofOne::contains)).containsExactlyElementsOf(ofOne);
        }
    }

    @Test
    void files_have_all_their_room_on_the_disk_from_the_start() throws IOException {
        SegmentFolder segments = new SegmentFolder(folder.path());
        segments.create(1).unmap();

        assertThat(segments.file(1)).hasSize(SegmentFolder.SEGMENT);
        try (SegmentView view = SegmentView.of(segments, 1)) {
            assertThat(view.payload(Segment.HEADER, view.size())).isEmpty();
        }
    }

    @Test
    void appending_after_the_end_loses_the_record_and_counts_it() {
        FileJournal journal = folder.started();
        journal.close();

        JournalFolder.append(journal, SampleUsage.records(0, 2));
        journal.close();

        assertThat(journal.lost()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_damaged_byte_ends_its_segment_and_no_other(long seed) throws IOException {
        List<Position> ends = threeSegments();
        Random random = new Random(seed);
        long at = Segment.HEADER + random.nextLong(ends.get(1).offset() - Segment.HEADER);
        byte[] file = Files.readAllBytes(folder.segments().file(ends.get(1).segment()));
        folder.overwrite(ends.get(1).segment(), at, (byte) (file[(int) at] ^ (1 << random.nextInt(8))));

        List<UsageRecord> replayed = folder.replay();

        List<UsageRecord> second =
                replayed.stream().filter(SampleUsage.records(20, 40)::contains).toList();
        assertThat(second).hasSizeLessThan(20).isEqualTo(SampleUsage.records(20, 20 + second.size()));
        assertThat(replayed).hasSize(40 + second.size());
        assertThat(replayed).containsAll(SampleUsage.records(0, 20)).containsAll(SampleUsage.records(40, 60));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void a_torn_end_keeps_what_is_before_it(long seed) throws IOException {
        List<Position> ends = threeSegments();
        long size = Segment.HEADER + new Random(seed).nextLong(ends.get(2).offset() - Segment.HEADER);
        folder.cut(ends.get(2).segment(), size);

        List<UsageRecord> replayed = folder.replay();

        assertThat(replayed).hasSizeBetween(40, 59).isEqualTo(SampleUsage.records(0, replayed.size()));
    }

    @Test
    void a_length_that_cannot_be_ends_the_segment() throws IOException {
        for (byte[] length : new byte[][] {{-1, -1, -1, -1}, {-1, -1, -1, 127}, {0, 0, 1, 0}}) {
            try (FileJournal journal = folder.started()) {
                JournalFolder.append(journal, SampleUsage.records(0, 3));
                folder.overwrite(journal.end().segment(), Segment.HEADER, length);
            }
            assertThat(folder.replay()).isEmpty();
        }
    }

    @Test
    void files_that_are_no_segments_stop_nothing_and_are_kept() throws IOException {
        Files.createDirectories(folder.path());
        Files.writeString(folder.segments().file(3), "something else ".repeat(100));
        Files.createDirectory(folder.segments().file(4));
        Files.writeString(folder.segments().file(5), "");
        Files.writeString(folder.segments().file(6), "PIP");
        Files.writeString(folder.path().resolve("notes.txt"), "not ours");
        Files.write(folder.path().resolve("shipped"), new byte[] {0, 1, 2, -1});
        try (FileJournal journal = folder.started()) {
            JournalFolder.append(journal, SampleUsage.records(0, 3));
        }

        assertThat(folder.replay()).containsExactlyElementsOf(SampleUsage.records(0, 3));
        assertThat(folder.path().resolve("0000000000000003.usage.unreadable"))
                .content(StandardCharsets.UTF_8)
                .startsWith("something else");
        assertThat(folder.path().resolve("notes.txt")).hasContent("not ours");
    }

    @Test
    void a_file_that_is_cut_while_it_is_written_costs_no_exception() throws IOException {
        try (FileJournal journal = folder.started()) {
            JournalFolder.append(journal, SampleUsage.records(0, 10));
            folder.cut(journal.end().segment(), 0);

            JournalFolder.append(journal, SampleUsage.records(10, 2_000));

            assertThat(journal.lost()).isZero();
        }
    }

    /** Three runs leave twenty records each. Where each ended. */
    private List<Position> threeSegments() {
        List<Position> ends = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            try (FileJournal journal = folder.started()) {
                JournalFolder.append(journal, SampleUsage.records(20L * run, 20L * run + 20));
                ends.add(journal.end());
            }
        }
        return ends;
    }
}
