package io.piuptime.app.run;

import io.piuptime.app.config.read.InvalidConfigException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** The verb {@code run}: starts the gateway, says how to use it, and keeps it until a signal comes. */
public final class Run {
    private static final Duration TRAINING_TIME = Duration.ofSeconds(60);
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final IntConsumer halt;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    /**
     * Runs with these.
     *
     * @param halt ends the process at once with an exit code
     */
    public Run(PrintStream out, PrintStream err, Map<String, String> environment, IntConsumer halt) {
        this.halt = halt;
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    /** Runs until the end. Returns the exit code. */
    public int run(List<String> args) {
        RunOptions options;
        try {
            options = RunOptions.read(args, environment);
        } catch (IllegalArgumentException e) {
            err.println("piup run: " + e.getMessage());
            return WRONG_USAGE;
        }
        if (options.train()) {
            Watchdog.start(TRAINING_TIME, halt);
            return Training.run(err);
        }
        try {
            GatewayProcess process = GatewayProcess.start(options, environment);
            process.warnings().forEach(warning -> err.println("piup: " + warning));
            out.println(Welcome.text(process));
            out.flush();
            return Signals.waitForEnd(process, halt);
        } catch (InvalidConfigException e) {
            err.println("piup: the configuration cannot be used:");
            e.problems().forEach(problem -> err.println("  " + problem.text()));
            return FAILED;
        } catch (StartException e) {
            err.println("piup: " + e.getMessage());
            return FAILED;
        }
    }
}
