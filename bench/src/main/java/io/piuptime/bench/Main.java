package io.piuptime.bench;

import io.piuptime.bench.subject.Child;
import io.piuptime.bench.subject.TemporaryFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** The command {@code piup bench}. */
public final class Main {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    public static void main(String[] args) {
        Child.endWithThis();
        System.exit(run(List.of(args), System.out, System.err));
    }

    /** Runs the benchmark; returns the exit status, 0 only if every reply of every window was right. */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        Options options;
        try {
            options = Options.of(words);
        } catch (IllegalArgumentException e) {
            err.println("bench: " + e.getMessage());
            return MISUSED;
        }
        return run(options, Scale.of(options.quick()), out, err);
    }

    static int run(Options options, Scale scale, PrintStream out, PrintStream err) {
        try (TemporaryFolder folder = TemporaryFolder.create("piup-bench")) {
            Run run = new Run(options, scale, folder.path(), err);
            Figures figures = run.play();
            Target.ALL.stream()
                    .filter(target -> figures.has(target.figure()))
                    .forEach(target -> out.println(target.line(figures.value(target.figure()))));
            run.notes().forEach(note -> out.println("note: " + note));
            if (options.json()) {
                out.println(figures.json());
            }
            return 0;
        } catch (BenchFailure | IOException e) {
            err.println("bench: no figures: " + e.getMessage());
            return FAILED;
        }
    }
}
