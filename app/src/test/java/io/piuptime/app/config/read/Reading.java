package io.piuptime.app.config.read;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.app.config.GatewayConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads texts for tests. */
final class Reading {
    private Reading() {}

    static GatewayConfig read(String text) {
        return read(text, Map.of(), Path.of("/nowhere"));
    }

    static GatewayConfig read(String text, Map<String, String> environment, Path directory) {
        return new ConfigReader(environment)
                .read(text.getBytes(StandardCharsets.UTF_8), directory)
                .config();
    }

    /** What is said against a text, one line for each problem. */
    static List<String> problems(String text) {
        return problems(text, Map.of(), Path.of("/nowhere"));
    }

    static List<String> problems(String text, Map<String, String> environment, Path directory) {
        return problems(text.getBytes(StandardCharsets.UTF_8), environment, directory);
    }

    static List<String> problems(byte[] text, Map<String, String> environment, Path directory) {
        List<String> said = new ArrayList<>();
        assertThatThrownBy(() -> new ConfigReader(environment).read(text, directory))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        invalid -> invalid.problems().forEach(problem -> said.add(problem.text())));
        return said;
    }
}
