package io.piuptime.bench;

import io.piuptime.bench.directory.DirectoryTime;
import io.piuptime.bench.limits.LimitTime;
import io.piuptime.bench.money.SpendingTime;
import io.piuptime.bench.own.OwnTime;
import io.piuptime.bench.subject.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What a million keys of 100,000 applications cost, whether their callers are found as fast as those of ten, what it costs to hold
 * them to twelve limits each, to reserve and settle money for a request, and all of that together.
 */
final class Keys {
    private static final int FEW = 10;
    private static final int APPLICATIONS = 100_000;
    private static final int MANY = 1_000_000;

    /** With three limits each, and those of their applications, as many as make a million. */
    private static final int LIMITED = 300_000;

    private static final int IN_USE = 1_000;

    private final OwnTime time;
    private final Figures figures;

    Keys(Scale scale, Figures figures) {
        this.time = new OwnTime(scale.pair());
        this.figures = figures;
    }

    void measure() {
        DirectoryTime.Found few = found(1, FEW);
        DirectoryTime.Found many = found(APPLICATIONS, MANY);
        figures.put("directory_rss_mb", many.memoryMiB());
        figures.put("directory_start_ms", many.loadMillis());
        figures.put("directory_lookup_us", many.inUseMicros());
        figures.put("directory_lookup_ratio", many.inUseMicros() / few.inUseMicros());
        figures.put("directory_lookup_any_us", many.anyMicros());
        figures.put("budget_path_us", many.pathMicros());
        figures.put("budget_path_10k_us", many.widePathMicros());
        figures.put("budget_path_100k_us", many.anyPathMicros());
        LimitTime limits = new LimitTime(time);
        double alone = limits.micros(IN_USE, IN_USE);
        double among = limits.micros(LIMITED, IN_USE);
        figures.put("limits_us", among);
        figures.put("limits_ratio", among / alone);
        figures.put("money_us", money());
    }

    private double money() {
        try (TemporaryFolder folder = TemporaryFolder.create("piup-money")) {
            return new SpendingTime(time, folder.path()).micros();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DirectoryTime.Found found(int applications, int keys) {
        try (TemporaryFolder folder = TemporaryFolder.create("piup-directory")) {
            return new DirectoryTime(time, folder.path()).measure(applications, keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
