package io.piuptime.gateway.authenticate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PepperTest {
    @TempDir
    private Path folder;

    @Test
    void is_created_once_and_only_for_its_owner() throws IOException {
        byte[] first = Pepper.in(folder, new SplittableRandom(1)).secret();
        byte[] second = Pepper.in(folder, new SplittableRandom(2)).secret();

        assertThat(second).isEqualTo(first).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key-pepper"))))
                .isEqualTo("rw-------");
    }

    @Test
    void creates_the_data_folder_for_its_owner_only() throws IOException {
        Path data = folder.resolve("a/data");
        Pepper.in(data, new SplittableRandom(1));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @Test
    void refuses_a_file_of_another_size_and_leaves_it_as_it_is() throws IOException {
        Path file = Files.write(folder.resolve("key-pepper"), new byte[31]);
        assertThatIllegalStateException()
                .isThrownBy(() -> Pepper.in(folder, new SplittableRandom(1)))
                .withMessageContaining("key-pepper: 31 bytes")
                .withMessageContaining("expected: 32");
        assertThat(file).hasSize(31);
    }

    @Test
    void is_not_made_anew_when_keys_depend_on_the_lost_one() throws IOException {
        Files.writeString(folder.resolve("directory.log"), "a line\n");
        assertThatIllegalStateException()
                .isThrownBy(() -> Pepper.in(folder, new SplittableRandom(1)))
                .withMessageContaining("key-pepper: missing")
                .withMessageContaining("backup");
        assertThat(folder.resolve("key-pepper")).doesNotExist();
    }

    @Test
    void shows_nothing_of_itself() {
        assertThat(TestKeys.pepper(65)).hasToString("***");
    }
}
