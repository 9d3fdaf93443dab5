package io.piuptime.bench.gpu;

import io.piuptime.bench.subject.Gateway;
import io.piuptime.bench.subject.PlayOptions;
import io.piuptime.bench.subject.TemporaryFolder;
import io.piuptime.testkit.gpu.GpuFigures;
import io.piuptime.testkit.gpu.GpuRun;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command {@code piup bench --gpus}: three engines of different sizes, and who is asked first by which strategy. */
public final class GpusMain {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int PLACES = 4;
    private static final long SEED = 20261121;
    private static final Duration BEFORE = Duration.ofSeconds(4);
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final Duration BRIEFLY = Duration.ofSeconds(5);

    private GpusMain() {}

    public static void main(String[] args) {
        // What is interrupted leaves no process behind.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        System.exit(run(List.of(args), System.out, System.err));
    }

    /** Plays it; returns the exit status, 0 only if the load-aware strategy was better than taking turns at every load. */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        PlayOptions options;
        try {
            options = PlayOptions.of(words);
        } catch (IllegalArgumentException e) {
            err.println("bench --gpus: " + e.getMessage());
            return MISUSED;
        }
        try (TemporaryFolder folder = TemporaryFolder.create("piup-gpus");
                GpuRun run = new GpuRun(PLACES, SEED);
                Gateway gateway = Gateway.start(
                        new Gateway.Command(options.gatewayCommand(), Map.of()),
                        folder.path(),
                        run.yaml(),
                        GpuRun.STRATEGIES.getLast())) {
            List<GpuFigures> figures = new ArrayList<>();
            for (double load : Comparison.LOADS) {
                for (String strategy : GpuRun.STRATEGIES) {
                    GpuFigures played = run.play(
                            gateway.subject().port(),
                            gateway.key(),
                            strategy,
                            load,
                            BEFORE,
                            options.quick() ? BRIEFLY : TIME);
                    out.println(played.line());
                    figures.add(played);
                }
            }
            Comparison comparison = new Comparison(figures);
            comparison.lines().forEach(out::println);
            if (options.json()) {
                out.println(comparison.json());
            }
            return comparison.isBetter() ? 0 : FAILED;
        } catch (IOException e) {
            err.println("bench --gpus: no figures: " + e.getMessage());
            return FAILED;
        }
    }
}
