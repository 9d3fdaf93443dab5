package io.piuptime.stores.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    @TempDir
    private Path folder;

    private Checkpoint checkpoint;

    @BeforeEach
    void make() {
        checkpoint = new Checkpoint(folder);
    }

    @Test
    void is_the_start_when_nothing_was_saved() {
        assertThat(checkpoint.read()).isEqualTo(Position.START);
    }

    @Test
    void is_what_was_saved_last() throws IOException {
        checkpoint.save(new Position(1, 2));
        checkpoint.save(new Position(12_345_678_901L, 4_194_304));

        assertThat(new Checkpoint(folder).read()).isEqualTo(new Position(12_345_678_901L, 4_194_304));
    }

    @Test
    void leaves_no_other_file() throws IOException {
        checkpoint.save(new Position(1, 2));

        assertThat(folder).isDirectoryContaining(file -> file.endsWith("shipped"));
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "1 2", "1 2 3\n", "9 8 4294967295\n", "99999999999999999999 1 1\n", "-1 0 0\n"})
    void is_the_start_when_what_is_there_is_damaged(String content) throws IOException {
        Files.writeString(folder.resolve("shipped"), content);

        assertThat(checkpoint.read()).isEqualTo(Position.START);
    }

    @Test
    void every_changed_byte_is_found() throws IOException {
        checkpoint.save(new Position(123, 456));
        byte[] saved = Files.readAllBytes(folder.resolve("shipped"));
        for (int i = 0; i < saved.length; i++) {
            byte[] changed = saved.clone();
            changed[i] ^= 1;
            Files.write(folder.resolve("shipped"), changed);

            assertThat(checkpoint.read())
                    .as(new String(changed, StandardCharsets.US_ASCII))
                    .isEqualTo(Position.START);
        }
    }

    @Test
    void bytes_that_are_no_text_are_damage() throws IOException {
        Files.write(folder.resolve("shipped"), new byte[] {-1, -2, 0, 1});

        assertThat(checkpoint.read()).isEqualTo(Position.START);
    }
}
