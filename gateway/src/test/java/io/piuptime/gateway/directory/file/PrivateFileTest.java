package io.piuptime.gateway.directory.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateFileTest {
    @TempDir
    private Path folder;

    private Path path;
    private PrivateFile file;

    @BeforeEach
    void name() {
        path = folder.resolve("secret");
        file = new PrivateFile(path);
    }

    @Test
    void is_written_whole_for_its_owner_only() throws IOException {
        assertThat(file.exists()).isFalse();
        file.write("one".getBytes(UTF_8));
        assertThat(file.exists()).isTrue();
        assertThat(file.read()).asString(UTF_8).isEqualTo("one");
        assertThat(mode()).isEqualTo("rw-------");
    }

    @Test
    void takes_the_place_of_a_file_that_everybody_could_read() throws IOException {
        Files.writeString(path, "a longer text than the new one");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        file.write("one".getBytes(UTF_8));
        assertThat(path).hasContent("one");
        assertThat(mode()).isEqualTo("rw-------");
    }

    @Test
    void leaves_nothing_beside_it_and_is_not_stopped_by_what_a_crash_left() throws IOException {
        Files.writeString(folder.resolve("secret.new"), "half");
        file.write("one".getBytes(UTF_8));
        assertThat(folder).isDirectoryContaining("glob:**/secret").isDirectoryNotContaining("glob:**/secret.new");
    }

    @Test
    void does_not_write_through_a_link_put_in_its_place() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "theirs");
        Files.createSymbolicLink(path, other);
        file.write("one".getBytes(UTF_8));
        assertThat(other).hasContent("theirs");
        assertThat(path).hasContent("one").isRegularFile();
    }

    @Test
    void is_appended_to_at_its_end() throws IOException {
        append("one");
        assertThat(mode()).isEqualTo("rw-------");
        append("two");
        assertThat(path).hasContent("onetwo");
    }

    @Test
    void keeps_the_old_content_when_the_new_cannot_be_written() throws IOException {
        file.write("one".getBytes(UTF_8));
        Files.createDirectories(folder.resolve("secret.new/full"));
        assertThatIOException().isThrownBy(() -> file.write("two".getBytes(UTF_8)));
        assertThat(path).hasContent("one");
    }

    private void append(String text) throws IOException {
        try (FileChannel channel = file.openToAppend()) {
            assertThat(channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)))).isEqualTo(text.length());
        }
    }

    private String mode() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
