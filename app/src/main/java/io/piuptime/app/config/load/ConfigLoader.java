package io.piuptime.app.config.load;

import static java.util.Objects.requireNonNull;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.load.LastGood.Kept;
import io.piuptime.app.config.load.Loaded.Source;
import io.piuptime.app.config.publish.Joined;
import io.piuptime.app.config.publish.Published;
import io.piuptime.app.config.read.ConfigReader;
import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.app.config.read.Problem;
import io.piuptime.app.config.read.ReadConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns files into configurations in use, and falls back to the last good one when a file cannot be used at start. */
public final class ConfigLoader {
    private final ConfigReader reader;
    private final SnapshotCompiler compiler;
    private final LastGood lastGood;
    private final InstantSource clock;
    /** What every configuration is joined with from now on. */
    private volatile Published published = Published.NOTHING;

    private volatile Optional<Checked> checked = Optional.empty();

    public ConfigLoader(ConfigReader reader, SnapshotCompiler compiler, LastGood lastGood, InstantSource clock) {
        this.reader = requireNonNull(reader, "reader");
        this.compiler = requireNonNull(compiler, "compiler");
        this.lastGood = requireNonNull(lastGood, "lastGood");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * The configuration to start with: that of the file, else the last good one of the same file; without a file the one
     * that is built in.
     *
     * @throws InvalidConfigException if a file was asked for and neither it nor what was kept of it can be used
     */
    public Loaded start(Optional<Path> file) {
        if (file.isEmpty()) {
            ReadConfig empty = reader.read(new byte[0], Path.of(""));
            return made(empty.config(), Source.BUILT_IN, List.of(), Watched.of(List.of(), clock.instant()), published);
        }
        Path absolute = absolute(file.get());
        Watched watched = Watched.of(List.of(absolute), clock.instant());
        try {
            return load(absolute);
        } catch (InvalidConfigException e) {
            return kept(absolute, e, watched.and(Watched.of(e.files(), clock.instant())))
                    .orElseThrow(() -> e);
        }
    }

    /**
     * The configuration of a file, which is then the last good one.
     *
     * @throws InvalidConfigException if it cannot be used
     */
    public Loaded load(Path file) {
        Path absolute = absolute(file);
        Watched watched = Watched.of(List.of(absolute), clock.instant());
        byte[] content = content(absolute);
        Loaded loaded = use(content, absolute, Source.FILE, List.of(), watched);
        try {
            lastGood.keep(new Kept(absolute, new String(content, StandardCharsets.UTF_8)));
            return loaded;
        } catch (IOException e) {
            Problem unkept = Problem.outside("", "configuration not kept as the last good one: " + e, "expected: kept");
            return told(loaded, List.of(unkept));
        }
    }

    /** A configuration compiled anew, as what is found on this machine has changed. */
    public Loaded again(Loaded loaded) {
        return made(loaded.config(), loaded.source(), List.of(), loaded.watched(), loaded.published());
    }

    /**
     * A configuration with another document under it, which counts from now on.
     *
     * @throws InvalidConfigException if the two cannot be used together; the document before goes on counting
     */
    public Loaded with(Loaded loaded, Published next) {
        Loaded joined = checked.filter(known -> known.isOf(loaded, next))
                .map(known -> known.numbered(next))
                .orElseGet(() -> made(loaded.config(), loaded.source(), List.of(), loaded.watched(), next));
        checked = Optional.empty();
        published = next;
        return joined;
    }

    /**
     * Looks whether a document could be put under a configuration.
     *
     * @throws InvalidConfigException if not
     */
    public void check(Loaded loaded, Published next) {
        checked = Optional.of(
                new Checked(loaded, made(loaded.config(), loaded.source(), List.of(), loaded.watched(), next)));
    }

    /** What came of a check, which is not done twice if the document is taken right after it. */
    private record Checked(Loaded under, Loaded joined) {
        @SuppressWarnings("ReferenceEquality") // whatever changed meanwhile, a secret too, made another one
        boolean isOf(Loaded loaded, Published next) {
            return under == loaded && joined.published().document().equals(next.document());
        }

        Loaded numbered(Published next) {
            return new Loaded(joined.config(), joined.snapshot(), joined.source(), List.of(), joined.watched(), next);
        }
    }

    private Loaded use(byte[] content, Path file, Source source, List<Problem> problems, Watched watched) {
        ReadConfig read = reader.read(content, requireNonNull(file.getParent(), "directory"));
        Watched all = watched.and(Watched.of(read.files(), clock.instant()));
        try {
            return made(read.config(), source, problems, all, published);
        } catch (InvalidConfigException e) {
            throw new InvalidConfigException(e.problems(), read.files());
        }
    }

    private Loaded made(GatewayConfig own, Source source, List<Problem> problems, Watched watched, Published document) {
        Joined joined = document.revision() == 0
                ? Joined.alone(own)
                : reader.join(own, document.document().getBytes(StandardCharsets.UTF_8));
        return new Loaded(own, compiler.compile(joined), source, problems, watched, document);
    }

    private static Loaded told(Loaded loaded, List<Problem> problems) {
        return new Loaded(
                loaded.config(), loaded.snapshot(), loaded.source(), problems, loaded.watched(), loaded.published());
    }

    private Optional<Loaded> kept(Path file, InvalidConfigException why, Watched watched) {
        List<Problem> problems = new ArrayList<>(why.problems());
        try {
            for (Kept kept : lastGood.kept(file)) {
                try {
                    byte[] content = kept.text().getBytes(StandardCharsets.UTF_8);
                    return Optional.of(use(content, file, Source.LAST_GOOD, problems, watched));
                } catch (InvalidConfigException e) {
                    problems.addAll(e.problems());
                }
            }
        } catch (IOException e) {
            // Whoever starts is told why the file itself cannot be used.
            why.addSuppressed(e);
        }
        return Optional.empty();
    }

    private static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
    }

    static byte[] content(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(ConfigReader.LARGEST + 1);
        } catch (IOException _) {
            throw new InvalidConfigException(
                    List.of(Problem.outside("", "file '" + file + "'", "expected: a readable file")), Set.of());
        }
    }
}
