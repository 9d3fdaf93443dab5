package io.piuptime.bench.overload;

import io.piuptime.bench.subject.Gateway;
import io.piuptime.bench.subject.TemporaryFolder;
import io.piuptime.testkit.overload.OverloadFigures;
import io.piuptime.testkit.overload.OverloadRun;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command {@code piup bench --overload}: an engine that is asked for twice as much as it can answer. */
public final class OverloadMain {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int PLACES = 60;
    private static final long SEED = 20261121;
    private static final Duration ALONE = Duration.ofSeconds(6);
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final Duration BRIEFLY = Duration.ofSeconds(5);
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private OverloadMain() {}

    public static void main(String[] args) {
        // What is interrupted leaves no process behind.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        System.exit(run(List.of(args), System.out, System.err));
    }

    /** Plays it; returns the exit status, 0 only if the engine was used, and those who look at the screen did not notice. */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        Options options;
        try {
            options = Options.of(words);
        } catch (IllegalArgumentException e) {
            err.println("bench --overload: " + e.getMessage());
            return MISUSED;
        }
        try (TemporaryFolder folder = TemporaryFolder.create("piup-overload");
                OverloadRun run = new OverloadRun(PLACES, SEED);
                Gateway gateway = Gateway.start(
                        new Gateway.Command(options.gatewayCommand(), Map.of()),
                        folder.path(),
                        run.yaml(),
                        OverloadRun.TOLD)) {
            List<OverloadFigures> figures = new ArrayList<>();
            for (String model : List.of(OverloadRun.LEARNED, OverloadRun.TOLD)) {
                OverloadFigures played =
                        run.play(gateway.subject().port(), gateway.key(), model, ALONE, options.time());
                out.println(played.line());
                figures.add(played);
            }
            if (options.json()) {
                out.println(figures.stream()
                        .map(OverloadFigures::json)
                        .collect(Collectors.joining(",", "{\"overload\":[", "]}")));
            }
            return figures.stream().allMatch(OverloadFigures::holds) ? 0 : FAILED;
        } catch (IOException e) {
            err.println("bench --overload: no figures: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    /**
     * The words of the command line.
     *
     * @param gatewayCommand starts the gateway
     * @param time how long each load lasts
     * @param json whether the last line is one JSON object
     */
    private record Options(List<String> gatewayCommand, Duration time, boolean json) {
        static Options of(List<String> words) {
            List<String> gateway = List.of();
            Duration time = TIME;
            boolean json = false;
            for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
                String word = rest.next();
                switch (word) {
                    case "--gateway-cmd" ->
                        gateway = rest.hasNext() ? List.of(SPACES.split(rest.next(), -1)) : List.of();
                    case "--quick" -> time = BRIEFLY;
                    case "--json" -> json = true;
                    default ->
                        throw new IllegalArgumentException(
                                "word: " + word + " (expected: --quick, --json or --gateway-cmd COMMAND)");
                }
            }
            if (gateway.isEmpty()) {
                throw new IllegalArgumentException("--gateway-cmd: none (expected: the words that start the gateway)");
            }
            return new Options(gateway, time, json);
        }
    }
}
