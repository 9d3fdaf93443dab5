package io.piuptime.bench.gpu;

import io.piuptime.bench.play.Play;
import io.piuptime.bench.play.PlayOptions;
import io.piuptime.bench.subject.Gateway;
import io.piuptime.testkit.gpu.GpuFigures;
import io.piuptime.testkit.gpu.GpuRun;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The command {@code piup bench --gpus}: three engines of different sizes, and who is asked first by which strategy. */
public final class GpusMain {
    private static final int PLACES = 4;
    private static final long SEED = 20261121;
    private static final Duration BEFORE = Duration.ofSeconds(4);
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final Duration BRIEFLY = Duration.ofSeconds(5);

    private static final Play PLAY = new Play("gpus", Gpus::new);

    private GpusMain() {}

    public static void main(String[] args) {
        PLAY.main(args);
    }

    /** Plays it; returns the exit status, 0 only if the load-aware strategy was better than taking turns at every load. */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        return PLAY.run(words, out, err);
    }

    /** The scenario with its doubles. */
    private static final class Gpus implements Play.Scenario {
        private final GpuRun run = new GpuRun(PLACES, SEED);

        @Override
        public String yaml() {
            return run.yaml();
        }

        @Override
        public String model() {
            return GpuRun.STRATEGIES.getLast();
        }

        @Override
        public boolean play(Gateway gateway, PlayOptions options, PrintStream out) {
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
            return comparison.isBetter();
        }

        @Override
        public void close() {
            run.close();
        }
    }
}
