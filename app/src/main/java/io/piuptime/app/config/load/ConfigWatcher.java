package io.piuptime.app.config.load;

import static java.util.Objects.requireNonNull;

import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.app.config.read.Problem;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Loads the configuration again when its file, or a file that it refers to, has changed. One thread calls {@link #step} once
 * a second; a file that cannot be used is told once and changes nothing.
 */
public final class ConfigWatcher {
    private final ConfigLoader loader;
    private final Path file;
    private final InstantSource clock;
    private final Consumer<Loaded> onChange;
    private final Consumer<List<Problem>> onProblems;
    private Watched watched;

    /**
     * Watches what a start with this file has loaded.
     *
     * @param onChange takes each new configuration, for the first time when something changes after {@code started}
     * @param onProblems takes what is wrong with a file that cannot be used
     */
    public ConfigWatcher(
            ConfigLoader loader,
            Path file,
            Loaded started,
            InstantSource clock,
            Consumer<Loaded> onChange,
            Consumer<List<Problem>> onProblems) {
        this.loader = requireNonNull(loader, "loader");
        this.file = file.toAbsolutePath().normalize();
        this.watched = started.watched();
        this.clock = requireNonNull(clock, "clock");
        this.onChange = requireNonNull(onChange, "onChange");
        this.onProblems = requireNonNull(onProblems, "onProblems");
    }

    /** Looks once. */
    public void step() {
        if (!watched.haveChanged(clock.instant())) {
            return;
        }
        Watched before = Watched.of(Set.of(file), clock.instant());
        try {
            Loaded loaded = loader.load(file);
            watched = loaded.watched();
            onChange.accept(loaded);
        } catch (InvalidConfigException e) {
            watched = before.and(Watched.of(e.files(), clock.instant()));
            onProblems.accept(e.problems());
        }
    }
}
