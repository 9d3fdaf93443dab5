package io.piuptime.bench;

import io.piuptime.bench.subject.Compilation;
import io.piuptime.bench.subject.CpuTime;
import io.piuptime.bench.subject.ProcessTree;
import io.piuptime.bench.subject.Subject;
import io.piuptime.testkit.load.Load;
import io.piuptime.testkit.load.LoadDriver;
import io.piuptime.testkit.load.LoadReport;
import io.piuptime.testkit.load.Pace;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Puts loads on subjects in turn, there and back again, so that a drift of the machine meets all alike. */
final class Rounds {
    /** Of the CPU time, what compilers may take of it where all is compiled. */
    private static final double COMPILED = 0.02;

    /** Windows in a row: what was compiled for one load is compiled again for another. */
    private static final int CALM = 2;

    private final LoadDriver driver;
    private final PrintStream progress;

    Rounds(LoadDriver driver, PrintStream progress) {
        this.driver = driver;
        this.progress = progress;
    }

    /** One window: what the load met, and the CPU time that the subject's processes took meanwhile. */
    record Window(LoadReport report, double cpuMicros) {}

    /**
     * Runs every subject's windows, A B, B A, A B.
     *
     * @throws BenchFailure if one of them met an error
     */
    Map<String, List<Window>> alternate(
            String what, int windowsEach, List<Subject> subjects, Function<Subject, Load> load, Pace pace) {
        Map<String, List<Window>> windows = new LinkedHashMap<>();
        for (int round = 0; round < windowsEach; round++) {
            for (Subject subject : round % 2 == 0 ? subjects : subjects.reversed()) {
                Window window = window(what, subject, load.apply(subject), pace);
                windows.computeIfAbsent(subject.name(), first -> new ArrayList<>())
                        .add(window);
            }
        }
        return windows;
    }

    /** Runs one window. */
    Window window(String what, Subject subject, Load load, Pace pace) {
        progress.println(what + ": " + subject.name());
        Optional<CpuTime> before = subject.tree().map(ProcessTree::cpu);
        LoadReport report = driver.run(load, pace);
        double cpu = subject.tree()
                .map(tree -> tree.cpu().microsSince(before.orElseThrow()))
                .orElse(0.0);
        if (report.errorCount() > 0) {
            throw new BenchFailure(what + ", " + subject.name() + ": errors " + report.errors() + ", statuses "
                    + report.statuses() + " (expected: none)");
        }
        if (report.completed() == 0) {
            throw new BenchFailure(what + ", " + subject.name() + ": no reply (expected: some)");
        }
        return new Window(report, cpu);
    }

    /**
     * Runs windows until what the subject runs is compiled: its compilers take next to nothing of its CPU time, as in a
     * process that has served for minutes.
     *
     * @param most so many, whatever is still compiled then
     * @return how many it took
     */
    int settle(String what, Subject subject, Load load, Pace pace, int most) {
        int calm = 0;
        for (int count = 1; ; count++) {
            double before = compiling(subject);
            Window window = window(what, subject, load, pace);
            double after = compiling(subject);
            calm = after - before <= window.cpuMicros() * COMPILED ? calm + 1 : 0;
            if (count == most || calm == CALM || after == 0) {
                return count;
            }
        }
    }

    private static double compiling(Subject subject) {
        return subject.tree().map(tree -> new Compilation(tree).micros()).orElse(0.0);
    }

    /** Runs one window whose errors are a finding, not a failure. */
    LoadReport attempt(String what, Subject subject, Load load, Pace pace, Consumer<String> note) {
        progress.println(what + ": " + subject.name());
        LoadReport report = driver.run(load, pace);
        if (report.errorCount() > 0) {
            note.accept(what + ", " + subject.name() + ": " + report);
        }
        return report;
    }
}
