package io.piuptime.bench.overload;

import io.piuptime.bench.subject.Gateway;
import io.piuptime.bench.subject.PlayOptions;
import io.piuptime.bench.subject.TemporaryFolder;
import io.piuptime.testkit.overload.OverloadFigures;
import io.piuptime.testkit.overload.OverloadRun;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        PlayOptions options;
        try {
            options = PlayOptions.of(words);
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
                OverloadFigures played = run.play(
                        gateway.subject().port(), gateway.key(), model, ALONE, options.quick() ? BRIEFLY : TIME);
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
}
