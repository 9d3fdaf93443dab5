package io.piuptime.stores.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.testkit.contracts.SampleUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {
    @TempDir
    private Path temporary;

    private JournalFolder folder;
    private FileJournal journal;
    private JournalReader reader;

    @BeforeEach
    void open() {
        folder = new JournalFolder(temporary.resolve("journal"));
        journal = folder.journal();
        journal.keeper().round();
        journal.keeper().round();
        reader = new JournalReader(journal, Position.START);
    }

    @AfterEach
    void close() {
        reader.close();
        journal.close();
    }

    @Test
    void reads_at_most_so_many_and_goes_on_behind_them() {
        JournalFolder.append(journal, SampleUsage.records(0, 25));

        assertThat(reader.next(10)).containsExactlyElementsOf(SampleUsage.records(0, 10));
        assertThat(reader.next(10)).containsExactlyElementsOf(SampleUsage.records(10, 20));
        assertThat(reader.next(10)).containsExactlyElementsOf(SampleUsage.records(20, 25));
        assertThat(reader.next(10)).isEmpty();
        assertThat(reader.position()).isEqualTo(journal.end());
    }

    @Test
    void sees_what_is_appended_after_it_has_reached_the_end() {
        assertThat(reader.next(10)).isEmpty();
        for (long number = 0; number < 400; number++) {
            journal.append(SampleUsage.record(number));
            journal.keeper().round();

            assertThat(reader.next(10)).containsExactly(SampleUsage.record(number));
        }
        assertThat(reader.position().segment()).isGreaterThan(2);
    }

    @Test
    void every_position_is_a_place_to_start_from() {
        JournalFolder.append(journal, SampleUsage.records(0, 150));
        List<Position> positions = new ArrayList<>();
        List<UsageRecord> one = reader.next(1);
        while (!one.isEmpty()) {
            positions.add(reader.position());
            one = reader.next(1);
        }

        assertThat(positions).hasSize(150).isSorted();
        for (int i = 0; i < positions.size(); i += 7) {
            try (JournalReader other = new JournalReader(journal, positions.get(i))) {
                assertThat(other.next(1_000)).containsExactlyElementsOf(SampleUsage.records(i + 1L, 150));
            }
        }
    }

    @Test
    void a_position_beyond_the_end_of_a_segment_leads_to_the_next_one() {
        JournalFolder.append(journal, SampleUsage.records(0, 150));

        try (JournalReader other = new JournalReader(journal, new Position(1, JournalFolder.SEGMENT + 5_000L))) {
            assertThat(other.next(1_000)).isNotEmpty().last().isEqualTo(SampleUsage.record(149));
        }
    }

    @Test
    void a_segment_that_was_deleted_meanwhile_is_passed_over() throws IOException {
        JournalFolder.append(journal, SampleUsage.records(0, 150));
        folder.segments().delete(1);

        assertThat(reader.next(1_000)).isNotEmpty().last().isEqualTo(SampleUsage.record(149));
    }
}
