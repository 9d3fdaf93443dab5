package io.piuptime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminTokenTest {
    @TempDir
    private Path folder;

    @Test
    void is_created_at_the_first_start_and_kept() throws IOException {
        AdminToken.in(folder, new SecureRandom());
        Path file = folder.resolve("admin-token");
        String text = Files.readString(file).strip();
        assertThat(text).matches("piup_admin_[0-9A-Za-z]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(AdminToken.in(folder, new SecureRandom()).matches(Optional.of(text)))
                .isTrue();
        assertThat(Files.readString(file)).isEqualTo(text + "\n");
    }

    @Test
    void differs_from_installation_to_installation() {
        AdminToken.in(folder, new SecureRandom());
        String text = House.read(folder.resolve("admin-token")).strip();
        assertThat(AdminToken.in(folder.resolve("other"), new SecureRandom()).matches(Optional.of(text)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "admin", "piup_admin_", "piup_admin_short", "root:123456"})
    void refuses_a_file_that_holds_something_else(String content) throws IOException {
        Files.writeString(folder.resolve("admin-token"), content);
        assertThatIllegalStateException()
                .isThrownBy(() -> AdminToken.in(folder, new SecureRandom()))
                .withMessageContaining("admin-token: " + content.length() + " characters")
                .withMessageContaining("expected: piup_admin_");
    }

    @Test
    void matches_nothing_else_and_shows_nothing() {
        AdminToken token = AdminToken.in(folder, new SecureRandom());
        String text = House.read(folder.resolve("admin-token")).strip();
        assertThat(token.matches(Optional.empty())).isFalse();
        assertThat(token.matches(Optional.of(""))).isFalse();
        assertThat(token.matches(Optional.of(text + "x"))).isFalse();
        assertThat(token.matches(Optional.of(text.substring(1)))).isFalse();
        assertThat(token).hasToString("piup_admin_…");
    }
}
