package io.piuptime.app.config.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.app.config.load.LastGood.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastGoodTest {
    private static final Path ORIGIN = Path.of("/etc/piup.yaml");
    private static final Kept ONE = new Kept(ORIGIN, "one: 1\n");
    private static final Kept TWO = new Kept(ORIGIN, "two: 2\r\nno end");
    private static final Kept THREE = new Kept(ORIGIN, "");

    private final Path directory;
    private final LastGood lastGood;

    LastGoodTest(@TempDir Path parent) {
        this.directory = parent.resolve("new/data");
        this.lastGood = new LastGood(directory, RandomGenerator.getDefault());
    }

    @Test
    void gives_back_the_last_two_texts_to_the_letter() throws IOException {
        lastGood.keep(ONE);
        assertThat(lastGood.kept(ORIGIN)).containsExactly(ONE);
        lastGood.keep(TWO);
        assertThat(lastGood.kept(ORIGIN)).containsExactly(TWO, ONE);
        lastGood.keep(THREE);
        assertThat(lastGood.kept(ORIGIN)).containsExactly(THREE, TWO);
    }

    @Test
    void keeping_the_same_again_does_not_push_out_the_one_before() throws IOException {
        lastGood.keep(ONE);
        lastGood.keep(TWO);
        lastGood.keep(TWO);
        assertThat(lastGood.kept(ORIGIN)).containsExactly(TWO, ONE);
    }

    @Test
    void gives_nothing_from_an_empty_folder() throws IOException {
        assertThat(lastGood.kept(ORIGIN)).isEmpty();
    }

    @Test
    void gives_to_a_file_only_what_it_said_itself() throws IOException {
        lastGood.keep(new Kept(Path.of("/etc/other.yaml"), "other"));
        lastGood.keep(ONE);
        assertThat(lastGood.kept(ORIGIN)).containsExactly(ONE);
    }

    @Test
    void refuses_every_single_changed_missing_or_added_byte() throws IOException {
        lastGood.keep(ONE);
        Path file = directory.resolve("last-good.yaml");
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            assertThat(lastGood.kept(ORIGIN)).as("byte %d", at).isEmpty();
            Files.write(file, Arrays.copyOf(whole, at));
            assertThat(lastGood.kept(ORIGIN)).as("cut at %d", at).isEmpty();
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertThat(lastGood.kept(ORIGIN)).isEmpty();
        Files.write(file, whole);
        assertThat(lastGood.kept(ORIGIN)).containsExactly(ONE);
    }

    @Test
    void refuses_what_another_key_has_signed() throws IOException {
        lastGood.keep(ONE);
        Files.write(directory.resolve("last-good.key"), new byte[32]);
        assertThat(lastGood.kept(ORIGIN)).isEmpty();
    }

    @Test
    void a_poisoned_text_does_not_push_out_the_good_one_before() throws IOException {
        lastGood.keep(ONE);
        lastGood.keep(TWO);
        Files.writeString(directory.resolve("last-good.yaml"), "poison");
        lastGood.keep(THREE);
        assertThat(lastGood.kept(ORIGIN)).containsExactly(THREE, ONE);
    }

    @Test
    void a_key_of_another_length_is_told() throws IOException {
        lastGood.keep(ONE);
        Path key = directory.resolve("last-good.key");
        Files.write(key, new byte[3]);
        assertThatThrownBy(() -> lastGood.kept(ORIGIN))
                .isInstanceOf(IOException.class)
                .hasMessage(key + ": 3 bytes (expected: 32)");
    }

    @Test
    void only_its_owner_can_read_what_is_kept_and_nothing_else_is_left() throws IOException {
        lastGood.keep(ONE);
        lastGood.keep(TWO);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }
}
