package io.piuptime.app.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCheckTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path file;

    ConfigCheckTest(@TempDir Path directory) {
        this.file = directory.resolve("piup.yaml");
    }

    @Test
    void sums_up_a_file_that_can_be_used() throws IOException {
        Files.writeString(file, Fixture.GOOD);
        assertThat(run(file.toString())).isZero();
        assertThat(text(out))
                .isEqualTo(file + ": valid\nproviders: p\nmodels: one\n"
                        + "servers on this machine: looked for\n"
                        + "names listed, with what the environment adds: 1\n");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void names_the_rows_of_ones_own() throws IOException {
        Files.writeString(
                file,
                Fixture.GOOD
                        + "catalogue: {providers: {mine: {speaks: {openai-chat: 'http://m/v1'}}}, models: {mine/a: {}}}\n"
                        + "discovery: {local: false}\n");
        assertThat(run(file.toString())).isZero();
        assertThat(text(out)).contains("rows of your own: mine, mine/a\n", "servers on this machine: not looked for\n");
    }

    @Test
    void tells_every_problem_of_a_file_that_cannot() throws IOException {
        Files.writeString(file, "modles: {}\nlisten: {port: x}\n");
        assertThat(run(file.toString())).isEqualTo(1);
        assertThat(text(err))
                .isEqualTo(file + ": listen.port: 'x' at line 2, column 16 (expected: a whole number, 0 to 65535)\n"
                        + file + ": unknown key 'modles' at line 1, column 1 (did you mean 'models'?)\n");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void prints_one_object_for_programs() throws IOException {
        Files.writeString(file, Fixture.GOOD);
        assertThat(run("--json", file.toString())).isZero();
        assertThat(text(out))
                .isEqualTo(
                        "{\"valid\":true,\"providers\":[\"p\"],\"models\":[\"one\"],\"names\":1,\"rows\":[],\"discovery\":true}\n");
        out.reset();
        Files.writeString(file, Fixture.BAD);
        assertThat(run(file.toString(), "--json")).isEqualTo(1);
        assertThat(text(out))
                .isEqualTo("{\"valid\":false,\"problems\":[{\"path\":\"\",\"line\":1,\"column\":1,\"message\":"
                        + "\"unknown key 'modles' at line 1, column 1 (did you mean 'models'?)\"}]}\n");
    }

    @Test
    void tells_that_a_file_is_not_there() {
        assertThat(run(file.toString())).isEqualTo(1);
        assertThat(text(err)).isEqualTo(file + ": file '" + file + "' (expected: a readable file)\n");
    }

    @Test
    void leaves_nothing_behind() throws IOException {
        Files.writeString(file, Fixture.GOOD);
        run(file.toString());
        assertThat(file.resolveSibling("data")).doesNotExist();
    }

    @Test
    void tells_how_it_is_used() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("a", "b")).isEqualTo(2);
        assertThat(run("--help")).isEqualTo(2);
        assertThat(text(err)).isEqualTo("usage: piup check CONFIG [--json]\n".repeat(3));
    }

    private int run(String... args) {
        return new ConfigCheck(() -> Fixture.NOW).run(List.of(args), print(out), print(err), Map.of());
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
