package io.piuptime.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came of a command line. */
record Outcome(int exitCode, String out, String err) {
    /** A command line that finds its gateway by the data folder. */
    static Outcome of(FakeGateway gateway, String... words) {
        return of(Map.of("PIUP_HOME", gateway.folder.toString()), words);
    }

    static Outcome of(Map<String, String> environment, String... words) {
        return of("", environment, words);
    }

    /** The same with something on the standard input. */
    static Outcome of(String input, Map<String, String> environment, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new Cli(InstantSource.system(), new ByteArrayInputStream(input.getBytes(UTF_8)))
                .run(List.of(words), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), environment);
        return new Outcome(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(out.lines().toList().getLast());
    }
}
