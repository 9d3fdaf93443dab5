package io.piuptime.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that a test started, and the file that holds what it says. It does not outlive the test's own process. */
final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final Path log;
    private final Thread last;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.last = new Thread(this::kill, "end of " + process.pid());
    }

    static Child start(List<String> command, Path log) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Child child = new Child(process, log);
            Runtime.getRuntime().addShutdownHook(child.last);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end. Returns what it said. */
    static String run(List<String> command) {
        try {
            Path log = Files.createTempFile("child-", ".log");
            try (Child child = start(command, log)) {
                if (!child.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || child.process.exitValue() != 0) {
                    throw new IllegalStateException(String.join(" ", command) + ": " + child.said());
                }
                return child.said();
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    String said() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal by the name that the command {@code kill} knows. */
    static void signal(String name, long pid) {
        String _ = run(List.of("kill", "-" + name, Long.toString(pid)));
    }

    /** Ends it without asking. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to end, and waits. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
        try {
            Runtime.getRuntime().removeShutdownHook(last);
        } catch (IllegalStateException _) {
            // the JVM is ending: the hook runs
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
