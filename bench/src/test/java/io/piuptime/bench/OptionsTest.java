package io.piuptime.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionsTest {
    @Test
    void splits_commands_at_spaces() {
        Options options = Options.of(List.of("--gateway-cmd", " ./piup  run ", "--json", "--plain-cmd", "x y"));

        assertThat(options.gatewayCommand()).containsExactly("./piup", "run");
        assertThat(options.plainCommand()).contains(List.of("x", "y"));
        assertThat(options.json()).isTrue();
        assertThat(options.quick()).isFalse();
        assertThat(options.parts()).containsExactlyInAnyOrder(Options.Part.values());
    }

    @Test
    void measures_only_what_is_named() {
        Options options = Options.of(List.of("--gateway-cmd", "x", "--only", "cpu,keys"));

        assertThat(options.has(Options.Part.CPU)).isTrue();
        assertThat(options.has(Options.Part.KEYS)).isTrue();
        assertThat(options.has(Options.Part.STREAMS)).isFalse();
        assertThatThrownBy(() -> Options.of(List.of("--gateway-cmd", "x", "--only", "cpu,speed")))
                .hasMessageStartingWith("--only: 'speed' (expected: some of start, cpu, latency,");
    }

    @Test
    void needs_a_gateway_command() {
        assertThatThrownBy(() -> Options.of(List.of("--quick"))).hasMessageContaining("--gateway-cmd: none");
        assertThatThrownBy(() -> Options.of(List.of("--gateway-cmd"))).hasMessageContaining("--gateway-cmd: nothing");
    }
}
