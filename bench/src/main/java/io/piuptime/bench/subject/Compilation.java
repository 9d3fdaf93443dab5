package io.piuptime.bench.subject;

import java.nio.file.Path;
import java.util.List;

/** CPU time that the just-in-time compilers of some processes have taken; none of those that have no such threads. */
public final class Compilation {
    /** As Linux cuts the names of the JVM's threads. */
    private static final List<String> NAMES = List.of("C1 CompilerThre", "C2 CompilerThre");

    private final ProcessTree tree;

    public Compilation(ProcessTree tree) {
        this.tree = tree;
    }

    /** So far, in microseconds, of those of its threads that live. */
    public double micros() {
        return tree.pids().stream()
                        .flatMap(pid -> ProcessTree.threads(pid).stream())
                        .filter(Compilation::compiles)
                        .mapToLong(thread -> Math.max(0, ProcessTree.nanos(thread)))
                        .sum()
                / 1e3;
    }

    private static boolean compiles(Path thread) {
        return NAMES.contains(ProcessTree.read(thread.resolve("comm")).strip());
    }
}
