package io.piuptime.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileTest {
    @TempDir
    Path folder;

    private Path path = Path.of("");

    @BeforeEach
    void place() {
        path = folder.resolve("log/access.jsonl");
    }

    @Test
    void makes_its_folder_and_a_file_for_its_owner_only() throws Exception {
        try (RotatingFile file = new RotatingFile(path)) {
            write(file, "one\n");
        }

        assertThat(path).hasContent("one\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void goes_on_where_an_earlier_process_ended() throws Exception {
        try (RotatingFile file = new RotatingFile(path)) {
            write(file, "one\n");
        }
        try (RotatingFile file = new RotatingFile(path)) {
            write(file, "two\n");
        }

        assertThat(path).hasContent("one\ntwo\n");
    }

    @Test
    void moves_full_files_aside_and_deletes_the_oldest() throws Exception {
        try (RotatingFile file = new RotatingFile(path, 10, 3)) {
            for (int i = 0; i < 9; i++) {
                write(file, "line" + i + "\n");
            }
        }

        assertThat(path).hasContent("line8\n");
        assertThat(folder.resolve("log/access.jsonl.1")).hasContent("line7\n");
        assertThat(folder.resolve("log/access.jsonl.2")).hasContent("line6\n");
        assertThat(folder.resolve("log/access.jsonl.3")).doesNotExist();
    }

    @Test
    void keeps_one_file_when_told_to() throws Exception {
        try (RotatingFile file = new RotatingFile(path, 10, 1)) {
            write(file, "line1\n");
            write(file, "line2\n");
        }

        assertThat(folder.resolve("log")).isDirectoryContaining(found -> found.equals(path));
        assertThat(path).hasContent("line2\n");
    }

    @Test
    void takes_a_batch_larger_than_a_file() throws Exception {
        try (RotatingFile file = new RotatingFile(path, 10, 2)) {
            write(file, "a line that is longer than ten\n");
            write(file, "next\n");
        }

        assertThat(path).hasContent("next\n");
    }

    @Test
    void goes_on_after_its_folder_was_deleted_and_came_back() throws Exception {
        try (RotatingFile file = new RotatingFile(path, 10, 2)) {
            write(file, "line1\n");
            Files.delete(path);
            Files.delete(path.getParent());
            write(file, "line2\n");
            write(file, "line3\n");
        }

        assertThat(path).hasContent("line3\n");
    }

    @Test
    void tells_when_it_cannot_write_and_tries_again_the_next_time() throws Exception {
        Files.writeString(folder.resolve("log"), "a file where the folder should be");
        try (RotatingFile file = new RotatingFile(path)) {
            assertThatThrownBy(() -> write(file, "lost\n")).isInstanceOf(IOException.class);
            Files.delete(folder.resolve("log"));
            write(file, "kept\n");
        }

        assertThat(path).hasContent("kept\n");
    }

    private static void write(RotatingFile file, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        file.write(bytes, bytes.length);
    }
}
