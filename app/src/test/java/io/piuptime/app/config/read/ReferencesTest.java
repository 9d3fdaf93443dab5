package io.piuptime.app.config.read;

import static io.piuptime.app.config.read.Reading.problems;
import static io.piuptime.app.config.read.Reading.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piuptime.app.config.ProviderConfig;
import io.piuptime.model.catalog.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {
    @TempDir
    private Path directory;

    @Test
    void a_name_stands_for_the_variable_of_the_environment() {
        assertThat(host("${HOST}.${DOMAIN}")).isEqualTo("one.example");
    }

    @Test
    void a_default_stands_in_for_a_variable_that_is_absent_or_empty() {
        assertThat(host("${NONE:-two}")).isEqualTo("two");
        assertThat(host("${EMPTY:-two}")).isEqualTo("two");
        assertThat(host("${HOST:-two}")).isEqualTo("one");
        assertThat(host("x${NONE:-}")).isEqualTo("x");
    }

    @Test
    void two_dollars_are_one_that_refers_to_nothing() {
        assertThat(host("$${HOST} ${HOST} $ {x}")).isEqualTo("${HOST} one $ {x}");
    }

    @Test
    void a_file_stands_for_its_text_without_the_space_around_it() throws IOException {
        Path file = Files.writeString(directory.resolve("host"), "\n from-file \n\n");
        assertThat(host("${file:host}")).isEqualTo("from-file");
        assertThat(host("${file:" + file + "}:1")).isEqualTo("from-file:1");
    }

    @Test
    void a_reference_can_stand_for_a_value_of_any_kind() {
        assertThat(read("listen: {port: '${PORT}'}", Map.of("PORT", "99"), directory)
                        .listen()
                        .port())
                .isEqualTo(99);
    }

    @Test
    void what_a_reference_stands_for_is_not_yaml() {
        assertThat(read("listen: {host: \"${H}\"}", Map.of("H", "a, port: 1}\n#${X}"), directory)
                        .listen()
                        .host())
                .isEqualTo("a, port: 1}\n#${X}");
    }

    @Test
    void the_files_are_known_to_whoever_watches() throws IOException {
        Path file = Files.writeString(directory.resolve("key"), "canary");
        ReadConfig read = new ConfigReader(Map.of())
                .read(
                        "providers: {p: {base-url: 'http://h', api-key: '${file:key}', ca-file: key}}"
                                .getBytes(StandardCharsets.UTF_8),
                        directory);
        assertThat(read.files()).containsExactly(file);
        assertThat(read.config().providers().values())
                .extracting(ProviderConfig::apiKey)
                .containsExactly(Optional.of(new Secret("canary")));
    }

    @Test
    void says_which_reference_leads_nowhere() throws IOException {
        Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff});
        Files.write(directory.resolve("large"), new byte[70_000]);
        assertThat(said("${NONE}"))
                .isEqualTo("listen.host: environment variable NONE is not set at line 1, column 16 "
                        + "(expected: a value, or a default as in ${NONE:-default})");
        assertThat(said("${file:none}"))
                .isEqualTo("listen.host: file 'none' at line 1, column 16 (expected: a readable file)");
        assertThat(said("${file:binary}"))
                .isEqualTo("listen.host: file 'binary' at line 1, column 16 (expected: text in UTF-8)");
        assertThat(said("${file:large}"))
                .isEqualTo("listen.host: file 'large' at line 1, column 16 (expected: at most 64KiB)");
        for (String text : new String[] {"${", "${}", "${1A}", "${A B}", "a ${A-B} c"}) {
            assertThat(said(text))
                    .isEqualTo("listen.host: a reference that is not understood at line 1, column 16 (expected: "
                            + "${NAME}, ${NAME:-default} or ${file:/path}; $${ for the two characters themselves)");
        }
    }

    @Test
    void a_file_without_end_is_not_read_to_its_end() {
        Path endless = Path.of("/dev/zero");
        assumeTrue(Files.exists(endless), "there is no " + endless);
        assertThat(said("${file:" + endless + "}"))
                .isEqualTo("listen.host: file '/dev/zero' at line 1, column 16 (expected: at most 64KiB)");
    }

    @Test
    void a_folder_is_no_file() {
        assertThat(said("${file:.}"))
                .isEqualTo("listen.host: file '.' at line 1, column 16 (expected: a readable file)");
    }

    private String said(String text) {
        return String.join("\n", problems("listen: {host: '" + text + "'}", Map.of(), directory));
    }

    private String host(String text) {
        Map<String, String> environment = Map.of("HOST", "one", "DOMAIN", "example", "EMPTY", "");
        return read("listen: {host: '" + text + "'}", environment, directory)
                .listen()
                .host();
    }
}
