package io.piuptime.stores.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentFolderTest {
    private static final int SIZE = 100_000;

    @TempDir
    private Path temporary;

    private SegmentFolder folder;

    @BeforeEach
    void choose() {
        folder = new SegmentFolder(temporary.resolve("a/b"), SIZE);
    }

    @Test
    void an_empty_folder_is_made_and_holds_no_segments() throws IOException {
        assertThat(folder.numbers()).isEmpty();
        assertThat(folder.path()).isDirectory();
    }

    @Test
    void finds_its_segments_in_order_and_nothing_else() throws IOException {
        for (long number : new long[] {12, 3, 999_999_999_999L}) {
            folder.create(number).unmap();
        }
        Files.writeString(folder.path().resolve("4.usage"), "");
        Files.writeString(folder.path().resolve("0000000000000004.usage.unreadable"), "");

        assertThat(folder.numbers()).containsExactly(3L, 12L, 999_999_999_999L);
    }

    @Test
    void a_segment_starts_with_its_mark_and_is_zero_after_it() throws IOException {
        folder.create(1).unmap();
        byte[] content = Files.readAllBytes(folder.file(1));

        assertThat(content).hasSize(SIZE).startsWith("PIPJNL01".getBytes(StandardCharsets.US_ASCII));
        for (int i = Segment.HEADER; i < SIZE; i++) {
            assertThat(content[i]).isZero();
        }
    }

    @Test
    void a_segment_that_is_there_is_not_made_again() throws IOException {
        folder.create(1).unmap();
        byte[] before = Files.readAllBytes(folder.file(1));

        assertThatThrownBy(() -> folder.create(1)).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(folder.file(1)).hasBinaryContent(before);
    }

    @Test
    void deleting_what_is_not_there_is_no_failure() throws IOException {
        folder.create(1).unmap();
        folder.delete(1);
        folder.delete(1);

        assertThat(folder.numbers()).isEmpty();
    }

    @Test
    void what_is_put_aside_is_kept_under_another_name() throws IOException {
        folder.create(1).unmap();

        Path aside = folder.putAside(1);

        assertThat(aside).exists();
        assertThat(folder.numbers()).isEmpty();
        assertThatThrownBy(() -> folder.putAside(1)).isInstanceOf(NoSuchFileException.class);
    }
}
