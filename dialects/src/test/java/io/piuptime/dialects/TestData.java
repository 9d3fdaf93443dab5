package io.piuptime.dialects;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The recorded data that lies outside of the repository: a test that needs it is skipped where it is missing. */
public final class TestData {
    private TestData() {}

    public static Path folder(String name) {
        Path root = Optional.ofNullable(System.getenv("PIUP_DATA"))
                .map(Path::of)
                .orElseGet(() -> Path.of("").toAbsolutePath().resolve("../../shared/data"));
        Path folder = root.resolve(name);
        assumeTrue(Files.isDirectory(folder), "no test data at " + folder + " (PIUP_DATA names their folder)");
        return folder;
    }

    public static List<Path> files(String name, String ending) {
        try (Stream<Path> files = Files.list(folder(name))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
