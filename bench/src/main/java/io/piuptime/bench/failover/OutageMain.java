package io.piuptime.bench.failover;

import io.piuptime.bench.subject.Gateway;
import io.piuptime.bench.subject.PlayOptions;
import io.piuptime.bench.subject.TemporaryFolder;
import io.piuptime.testkit.outage.Outage;
import io.piuptime.testkit.outage.OutageRun;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The command {@code piup bench --outage}: the first of two targets is gone for a minute under load. */
public final class OutageMain {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final Duration BEFORE = Duration.ofSeconds(10);
    private static final Duration DOWN = Duration.ofSeconds(60);
    private static final Duration DOWN_BRIEFLY = Duration.ofSeconds(8);

    private OutageMain() {}

    public static void main(String[] args) {
        // What is interrupted leaves no process behind.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        System.exit(run(List.of(args), System.out, System.err));
    }

    /** Plays it; returns the exit status, 0 only if no caller noticed and the target was used again in time. */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        PlayOptions options;
        try {
            options = PlayOptions.of(words);
        } catch (IllegalArgumentException e) {
            err.println("bench --outage: " + e.getMessage());
            return MISUSED;
        }
        try (TemporaryFolder folder = TemporaryFolder.create("piup-outage");
                OutageRun run = new OutageRun();
                Gateway gateway = Gateway.start(
                        new Gateway.Command(options.gatewayCommand(), Map.of()),
                        folder.path(),
                        run.yaml(),
                        OutageRun.MODEL)) {
            Outage outage =
                    run.play(gateway.subject().port(), gateway.key(), BEFORE, options.quick() ? DOWN_BRIEFLY : DOWN);
            out.println(outage.line());
            if (options.json()) {
                out.println(outage.json());
            }
            return outage.survived() ? 0 : FAILED;
        } catch (IOException e) {
            err.println("bench --outage: no figures: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }
}
