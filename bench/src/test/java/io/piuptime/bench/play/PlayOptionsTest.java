package io.piuptime.bench.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PlayOptionsTest {
    @Test
    void reads_the_gateway_s_words_and_what_is_wanted() {
        assertThat(PlayOptions.of(List.of("--gateway-cmd", "java -jar  x.jar", "--quick", "--json")))
                .isEqualTo(new PlayOptions(List.of("java", "-jar", "x.jar"), true, true));
        assertThat(PlayOptions.of(List.of("--gateway-cmd", "x")))
                .isEqualTo(new PlayOptions(List.of("x"), false, false));
    }

    @Test
    void refuses_a_word_that_it_does_not_know_and_a_gateway_without_words() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlayOptions.of(List.of("--gateway-cmd", "x", "--loud")))
                .withMessage("word: --loud (expected: --quick, --json or --gateway-cmd COMMAND)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlayOptions.of(List.of("--quick", "--gateway-cmd")))
                .withMessageStartingWith("--gateway-cmd: none");
    }
}
