package io.piuptime.app.config.load;

import io.piuptime.app.config.read.ConfigReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** A folder with a configuration file and a data folder, and what loads them. */
final class Fixture {
    static final String GOOD = """
            providers: {p: {base-url: 'http://127.0.0.1:1/v1'}}
            models: {one: {targets: [{provider: p}]}}
            """;
    static final String BETTER = GOOD.replace("one:", "two:");
    static final String BAD = "modles: {}\n";
    static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    final Path file;
    final Path data;
    final InstantSource clock = () -> NOW;
    private final AtomicLong revisions = new AtomicLong();

    Fixture(Path directory) {
        this.file = directory.resolve("piup.yaml");
        this.data = directory.resolve("data");
    }

    LastGood lastGood() {
        return new LastGood(data, RandomGenerator.of("L64X128MixRandom"));
    }

    ConfigLoader loader() {
        return loader(Map.of());
    }

    ConfigLoader loader(Map<String, String> environment) {
        SnapshotCompiler compiler = new SnapshotCompiler(
                clock,
                revisions::incrementAndGet,
                environment,
                Optional.of(URI.create("http://127.0.0.1:9/v1")),
                java.util.List::of);
        return new ConfigLoader(new ConfigReader(environment), compiler, lastGood(), clock);
    }

    Loaded start() {
        return loader().start(Optional.of(file));
    }

    void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    /** Puts a text in place of another without a trace in size, time or identity. */
    void writeUnseen(String text) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, time);
    }

    static boolean offers(Loaded loaded, String model) {
        return loaded.snapshot().offer().find(model).isPresent();
    }
}
