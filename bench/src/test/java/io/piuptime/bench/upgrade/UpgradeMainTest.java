package io.piuptime.bench.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradeMainTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void reads_its_words() {
        UpgradeMain.Words words =
                UpgradeMain.Words.of(List.of("--gateway-cmd", "new run", "--before", "old  run", "--json"));
        assertThat(words.now()).containsExactly("new", "run");
        assertThat(words.before()).containsExactly("old", "run");
        assertThat(words.json()).isTrue();
    }

    @Test
    void asks_for_both_versions() {
        assertThat(run("--gateway-cmd", "x")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("--before: none (expected: the words that start a gateway)");
        assertThat(run("--before", "x")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("--gateway-cmd: none");
    }

    @Test
    void says_which_word_it_does_not_know() {
        assertThat(run("--loud")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("word: --loud (expected: --before COMMAND,");
    }

    private int run(String... words) {
        return UpgradeMain.run(
                List.of(words),
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }
}
