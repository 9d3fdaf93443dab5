package io.piuptime.bench.overload;

import io.piuptime.bench.play.Play;
import io.piuptime.bench.play.PlayOptions;
import io.piuptime.bench.subject.Gateway;
import io.piuptime.testkit.overload.OverloadFigures;
import io.piuptime.testkit.overload.OverloadRun;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command {@code piup bench --overload}: an engine that is asked for twice as much as it can answer. */
public final class OverloadMain {
    private static final int PLACES = 60;
    private static final long SEED = 20261121;
    private static final Duration ALONE = Duration.ofSeconds(6);
    private static final Duration LEARNING = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final Duration BRIEFLY = Duration.ofSeconds(5);

    private static final Play PLAY = new Play("overload", Overload::new);

    private OverloadMain() {}

    public static void main(String[] args) {
        PLAY.main(args);
    }

    /** Plays it; returns the exit status, 0 only if the engine was used, and those who look at the screen did not notice. */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        return PLAY.run(words, out, err);
    }

    /** The scenario with its doubles. */
    private static final class Overload implements Play.Scenario {
        private final OverloadRun run = new OverloadRun(PLACES, SEED);

        @Override
        public String yaml() {
            return run.yaml();
        }

        @Override
        public String model() {
            return OverloadRun.TOLD;
        }

        @Override
        public boolean play(Gateway gateway, PlayOptions options, PrintStream out) throws InterruptedException {
            List<OverloadFigures> figures = new ArrayList<>();
            for (String model : List.of(OverloadRun.LEARNED, OverloadRun.TOLD)) {
                boolean quick = options.quick();
                OverloadFigures played = run.play(
                        gateway.subject().port(),
                        gateway.key(),
                        model,
                        ALONE,
                        quick ? BRIEFLY : LEARNING,
                        quick ? BRIEFLY : TIME);
                out.println(played.line());
                figures.add(played);
            }
            if (options.json()) {
                out.println(figures.stream()
                        .map(OverloadFigures::json)
                        .collect(Collectors.joining(",", "{\"overload\":[", "]}")));
            }
            return figures.stream().allMatch(OverloadFigures::holds);
        }

        @Override
        public void close() {
            run.close();
        }
    }
}
