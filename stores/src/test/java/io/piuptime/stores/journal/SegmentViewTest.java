package io.piuptime.stores.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.stores.journal.codec.RecordCodec;
import io.piuptime.testkit.contracts.SampleUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentViewTest {
    @TempDir
    private Path temporary;

    private JournalFolder folder;

    @BeforeEach
    void choose() {
        folder = new JournalFolder(temporary.resolve("journal"));
    }

    @Test
    void sees_what_is_written_through_another_mapping() throws IOException {
        Segment segment = folder.segments().create(1);
        try (SegmentView view = SegmentView.of(folder.segments(), 1)) {
            assertThat(view.payload(Segment.HEADER, view.size())).isEmpty();

            segment.append(Frame.of(SampleUsage.record(1)));

            assertThat(view.payload(Segment.HEADER, segment.end()).map(RecordCodec::read))
                    .contains(SampleUsage.record(1));
        }
        segment.unmap();
    }

    @Test
    void nothing_is_read_beyond_the_limit() throws IOException {
        Segment segment = folder.segments().create(1);
        segment.append(Frame.of(SampleUsage.record(1)));
        try (SegmentView view = SegmentView.of(folder.segments(), 1)) {
            assertThat(view.payload(Segment.HEADER, segment.end() - 1)).isEmpty();
            assertThat(view.payload(segment.end(), Position.WHOLE)).isEmpty();
            assertThat(view.payload(view.size() - 1, Position.WHOLE)).isEmpty();
        }
        segment.unmap();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void a_segment_whose_making_was_cut_off_is_empty(int bytes) throws IOException {
        Files.createDirectories(folder.path());
        Files.write(folder.segments().file(1), new byte[bytes]);

        try (SegmentView view = SegmentView.of(folder.segments(), 1)) {
            assertThat(view.payload(Segment.HEADER, view.size())).isEmpty();
            assertThat(view.reportDamage(Segment.HEADER)).isFalse();
        }
    }

    @Test
    void a_file_of_zeros_is_an_empty_segment() throws IOException {
        Files.createDirectories(folder.path());
        Files.write(folder.segments().file(1), new byte[5_000]);

        try (SegmentView view = SegmentView.of(folder.segments(), 1)) {
            assertThat(view.payload(Segment.HEADER, view.size())).isEmpty();
            assertThat(view.reportDamage(Segment.HEADER)).isFalse();
        }
    }

    @Test
    void something_else_is_refused() throws IOException {
        Files.createDirectories(folder.path());
        Files.writeString(folder.segments().file(1), "something else");

        assertThatThrownBy(() -> SegmentView.of(folder.segments(), 1))
                .isInstanceOf(IOException.class)
                .hasMessage("it does not start as a segment does");
    }

    @Test
    void a_file_that_is_cut_under_the_mapping_ends_there() throws IOException {
        Segment segment = folder.segments().create(1);
        segment.append(Frame.of(SampleUsage.record(1)));
        segment.unmap();
        try (SegmentView view = SegmentView.of(folder.segments(), 1)) {
            folder.cut(1, 0);

            assertThat(view.payload(Segment.HEADER, view.size())).isEmpty();
            assertThat(view.reportDamage(Segment.HEADER)).isTrue();
        }
    }
}
