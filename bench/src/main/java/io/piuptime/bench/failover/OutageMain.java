package io.piuptime.bench.failover;

import io.piuptime.bench.play.Play;
import io.piuptime.bench.play.PlayOptions;
import io.piuptime.bench.subject.Gateway;
import io.piuptime.testkit.outage.Outage;
import io.piuptime.testkit.outage.OutageRun;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** The command {@code piup bench --outage}: the first of two targets is gone for a minute under load. */
public final class OutageMain {
    private static final Duration BEFORE = Duration.ofSeconds(10);
    private static final Duration DOWN = Duration.ofSeconds(60);
    private static final Duration DOWN_BRIEFLY = Duration.ofSeconds(8);

    private static final Play PLAY = new Play("outage", Outages::new);

    private OutageMain() {}

    public static void main(String[] args) {
        PLAY.main(args);
    }

    /** Plays it; returns the exit status, 0 only if no caller noticed and the target was used again in time. */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        return PLAY.run(words, out, err);
    }

    /** The scenario with its doubles. */
    private static final class Outages implements Play.Scenario {
        private final OutageRun run = new OutageRun();

        @Override
        public String yaml() {
            return run.yaml();
        }

        @Override
        public String model() {
            return OutageRun.MODEL;
        }

        @Override
        public boolean play(Gateway gateway, PlayOptions options, PrintStream out) throws InterruptedException {
            Outage outage =
                    run.play(gateway.subject().port(), gateway.key(), BEFORE, options.quick() ? DOWN_BRIEFLY : DOWN);
            out.println(outage.line());
            if (options.json()) {
                out.println(outage.json());
            }
            return outage.survived();
        }

        @Override
        public void close() {
            run.close();
        }
    }
}
