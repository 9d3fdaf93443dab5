package io.piuptime.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.testkit.card.Scenario;
import io.piuptime.testkit.card.run.Recovery;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailoverOptionsTest {
    @Test
    void plays_all_scenarios_fast_with_the_defaults_unless_told_otherwise() {
        FailoverOptions options = options();

        assertThat(options.gatewayCommand()).containsExactly("./piup", "run");
        assertThat(options.profile()).isEqualTo("fast");
        assertThat(options.recovery()).isEqualTo(Recovery.ERROR);
        assertThat(options.json()).isFalse();
        assertThat(options.scenarios()).hasSize(16);
    }

    @Test
    void takes_every_word() {
        FailoverOptions options = options("--full", "--recovery", "continue", "--json", "--only", "S08,S14");

        assertThat(options.profile()).isEqualTo("full");
        assertThat(options.recovery()).isEqualTo(Recovery.CONTINUE);
        assertThat(options.json()).isTrue();
        assertThat(options.scenarios()).extracting(Scenario::id).containsExactly("S08", "S14");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--recovery | --recovery: nothing (expected: a value)",
                "--recovery maybe | recovery: maybe (expected: error, continue or buffered)",
                "--only S17 | --only: S17 (expected: S01 to S16, commas between)",
                "--slow | word: --slow (expected: --full,",
            })
    void says_which_word_is_wrong(String words, String message) {
        assertThatThrownBy(() -> options(words.split(" ", -1))).hasMessageStartingWith(message);
    }

    @Test
    void needs_a_gateway() {
        assertThatThrownBy(() -> FailoverOptions.of(List.of("--full"))).hasMessageStartingWith("--gateway-cmd: none");
    }

    private static FailoverOptions options(String... words) {
        List<String> all = new ArrayList<>(List.of("--gateway-cmd", "./piup run"));
        all.addAll(List.of(words));
        return FailoverOptions.of(all);
    }
}
