package io.piuptime.app.config.condition;

import io.piuptime.app.config.load.SnapshotCompiler;
import io.piuptime.app.config.read.ConfigReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Reads and compiles a configuration; returns how many names it offers. Made by reflection, in a class loader of its own. */
public final class Compiling implements ToIntFunction<String> {
    @Override
    public int applyAsInt(String yaml) {
        return new SnapshotCompiler(() -> Instant.EPOCH, () -> 1, Map.of(), Optional.empty(), List::of)
                .compile(new ConfigReader(Map.of())
                        .read(yaml.getBytes(StandardCharsets.UTF_8), Path.of("/"))
                        .config())
                .offer()
                .names()
                .size();
    }
}
