package io.piuptime.app.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder of {@code src/test/node} with its packages installed as its lock file says, and what is run in it. */
public final class NodeFolder {
    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path TARGET = Path.of("target/node");
    private static final String LOCK = "package-lock.json";
    private static final Path MARK = Path.of("node_modules", ".installed");

    private final Path path;

    private NodeFolder(Path path) {
        this.path = path;
    }

    /** How a process ended; a time-out ends it with -1. */
    public record Outcome(int exit, String output) {}

    public static boolean hasNode() {
        return runs("node") && runs("npm");
    }

    /** Copies the folder's files and installs its packages, unless those of this lock are there. */
    public static NodeFolder installed(String name, Duration within) throws IOException, InterruptedException {
        Path target = Files.createDirectories(TARGET.resolve(name)).toAbsolutePath();
        try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
            for (Path file : files.toList()) {
                Files.write(target.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        NodeFolder folder = new NodeFolder(target);
        Path mark = target.resolve(MARK);
        String lock = Files.readString(target.resolve(LOCK));
        if (!Files.exists(mark) || !Files.readString(mark).equals(lock)) {
            Outcome outcome = run(
                    List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"),
                    target,
                    System.getenv(),
                    within);
            if (outcome.exit() != 0) {
                throw new IllegalStateException(
                        "npm ci in " + name + ": exit " + outcome.exit() + "\n" + outcome.output());
            }
            Files.writeString(mark, lock);
        }
        return folder;
    }

    public Path path() {
        return path;
    }

    /** A file of an installed package. */
    public Path module(String file) {
        return path.resolve("node_modules").resolve(file);
    }

    /** Runs a command with this environment and no other, without input, and ends it and what it started at the latest then. */
    public static Outcome run(List<String> command, Path directory, Map<String, String> environment, Duration within)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("piup-", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
            return new Outcome(ended ? process.exitValue() : -1, Files.readString(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    private static boolean runs(String command) {
        try {
            List<String> asked = List.of(command, "--version");
            return run(asked, Path.of("."), System.getenv(), Duration.ofSeconds(20))
                            .exit()
                    == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
