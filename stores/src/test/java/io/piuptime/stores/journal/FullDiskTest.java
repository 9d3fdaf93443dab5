package io.piuptime.stores.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.contracts.SampleUsage;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test calls the keeper itself; no thread is started. */
class FullDiskTest {
    @TempDir
    private Path temporary;

    private JournalFolder folder;
    private ScriptedSegments disk;
    private FileJournal journal;
    private Keeper keeper;

    @BeforeEach
    void make() {
        folder = new JournalFolder(temporary.resolve("journal"));
        disk = new ScriptedSegments(folder.segments());
        journal = new FileJournal(folder.segments(), disk);
        keeper = journal.keeper();
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void records_wait_in_memory_when_there_is_no_file_and_that_is_told() {
        disk.full(true);
        keeper.round();

        JournalFolder.append(journal, SampleUsage.records(0, 100));

        assertThat(journal.degraded()).isTrue();
        assertThat(journal.waiting()).isEqualTo(100);
        assertThat(journal.lost()).isZero();
    }

    @Test
    void what_waited_goes_into_files_in_order_when_there_is_room_again() {
        keeper.round();
        keeper.round();
        disk.full(true);
        JournalFolder.append(journal, SampleUsage.records(0, 1_000));
        keeper.round();
        assertThat(journal.waiting()).isPositive();

        disk.full(false);
        keeper.round();
        JournalFolder.append(journal, SampleUsage.records(1_000, 1_050));

        assertThat(journal.waiting()).isZero();
        assertThat(journal.degraded()).isFalse();
        assertThat(journal.lost()).isZero();
        assertThat(folder.replay()).containsExactlyElementsOf(SampleUsage.records(0, 1_050));
    }

    @Test
    void the_last_prepared_file_is_used_up_before_anything_waits() {
        keeper.round();
        disk.full(true);

        JournalFolder.append(journal, SampleUsage.records(0, 50));
        keeper.round();

        assertThat(journal.waiting()).isZero();
        assertThat(journal.degraded()).as("no file is ready to follow").isTrue();
    }

    @Test
    void what_is_beyond_the_bound_is_lost_and_counted() {
        disk.full(true);
        keeper.round();
        var usage = SampleUsage.record(1);

        for (int i = 0; i < Backlog.FRAMES + 10; i++) {
            journal.append(usage);
        }

        assertThat(journal.waiting()).isEqualTo(Backlog.FRAMES);
        assertThat(journal.lost()).isEqualTo(10);
    }

    @Test
    void what_still_waits_at_the_end_is_counted_as_lost() {
        disk.full(true);
        keeper.round();
        JournalFolder.append(journal, SampleUsage.records(0, 7));

        journal.close();

        assertThat(journal.lost()).isEqualTo(7);
    }

    @Test
    void the_end_is_one_more_chance_for_what_waits() {
        disk.full(true);
        keeper.round();
        JournalFolder.append(journal, SampleUsage.records(0, 7));
        disk.full(false);

        journal.close();

        assertThat(journal.lost()).isZero();
        assertThat(folder.replay()).containsExactlyElementsOf(SampleUsage.records(0, 7));
    }

    @Test
    void a_name_that_is_taken_is_passed_over() {
        folder.started().close();
        keeper.round();

        JournalFolder.append(journal, SampleUsage.records(0, 5));

        assertThat(journal.waiting()).isZero();
        assertThat(journal.end().segment()).isGreaterThan(1);
    }
}
