package io.piuptime.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piuptime.app.cli.line.Arguments;
import io.piuptime.app.cli.line.CommandException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocationTest {
    private static final String TOKEN = "piup_admin_0123456789012345678901234567890123456789012";

    @TempDir
    private Path folder;

    @BeforeEach
    void leaveFiles() throws IOException {
        Files.writeString(folder.resolve("admin-token"), TOKEN + "\n");
        run(ProcessHandle.current().pid(), "http://127.0.0.1:9081");
    }

    @Test
    void is_what_the_running_gateway_left_in_its_folder() {
        Location location = of();
        assertThat(location.admin()).isEqualTo(URI.create("http://127.0.0.1:9081"));
        assertThat(location.token()).isEqualTo(TOKEN);
        assertThat(location).hasToString("http://127.0.0.1:9081");
    }

    @Test
    void follows_the_option_before_the_environment_before_the_present_folder() {
        assertThat(Location.folder(Arguments.read(List.of("--data", "x")), Map.of("PIUP_HOME", "y")))
                .isEqualTo(Path.of("x"));
        assertThat(Location.folder(Arguments.read(List.of()), Map.of("PIUP_HOME", "y")))
                .isEqualTo(Path.of("y"));
        assertThat(Location.folder(Arguments.read(List.of()), Map.of("PIUP_HOME", "")))
                .isEqualTo(Path.of(".piup"));
        assertThat(Location.folder(Arguments.read(List.of()), Map.of())).isEqualTo(Path.of(".piup"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:1", "http://localhost", "http://[::1]:8081", "https://gateway.example.com/piup"
            })
    void may_be_anywhere_that_keeps_the_token_from_listeners(String url) {
        assertThat(of("--admin-url", url).admin()).isEqualTo(URI.create(url));
    }

    @Test
    void is_refused_where_the_token_could_be_read_even_when_the_gateway_says_so() throws IOException {
        run(ProcessHandle.current().pid(), "http://0.0.0.0:8081");
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(this::of)
                .withMessageContaining("http://0.0.0.0:8081 (expected: https")
                .withMessageNotContaining(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "123456", ""})
    void has_no_such_port(String port) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> of("--admin-port", port))
                .withMessageContaining("--admin-port: " + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"pid\":\"x\"}", "{\"admin\":5}"})
    void survives_a_damaged_file(String content) throws IOException {
        Files.writeString(folder.resolve("run.json"), content);
        assertThatExceptionOfType(CommandException.class).isThrownBy(this::of);
    }

    private Location of(String... more) {
        List<String> words = new ArrayList<>(List.of("keys", "list", "--data", folder.toString()));
        words.addAll(List.of(more));
        return Location.of(Arguments.read(words), Map.of());
    }

    private void run(long pid, String admin) throws IOException {
        Files.writeString(folder.resolve("run.json"), "{\"pid\":" + pid + ",\"admin\":\"" + admin + "\"}");
    }
}
