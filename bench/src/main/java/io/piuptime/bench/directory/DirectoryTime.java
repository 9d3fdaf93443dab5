package io.piuptime.bench.directory;

import io.piuptime.bench.money.PathTime;
import io.piuptime.bench.own.OwnTime;
import io.piuptime.gateway.authenticate.AuthFailures;
import io.piuptime.gateway.authenticate.Authenticator;
import io.piuptime.gateway.authenticate.KeyHasher;
import io.piuptime.gateway.authenticate.Pepper;
import io.piuptime.gateway.authenticate.standing.Standings;
import io.piuptime.gateway.directory.Directory;
import io.piuptime.gateway.directory.DirectoryReplica;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Loads a directory of so many keys from its file, and finds out who asks with one of them. */
public final class DirectoryTime {
    /** Of whose keys requests come. */
    private static final int IN_USE = 10;

    /** Of whose keys they come when they come of any. */
    private static final int MANY = 100_000;

    /** Of whose keys they come when all that is asked of an exchange is done. */
    private static final int PATH = 1_000;

    /** The same, when what is known of them is more than the caches of the machine hold. */
    private static final int WIDE = 10_000;

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final String ADDRESS = "127.0.0.1";

    private final OwnTime time;
    private final Path folder;

    /**
     * A measurement.
     *
     * @param folder an empty one
     */
    public DirectoryTime(OwnTime time, Path folder) {
        this.time = time;
        this.folder = folder;
    }

    /**
     * What was found.
     *
     * @param loadMillis of the file, until the first key can be looked up
     * @param memoryMiB more of this process's memory, its heap swept, with what is left of making the file
     * @param inUseMicros to authenticate one of a few keys that come again and again
     * @param anyMicros to authenticate any of all
     * @param pathMicros to do all that is asked of an exchange, with a thousand keys that come again and again
     * @param widePathMicros the same with ten thousand
     * @param anyPathMicros the same with any of all, of which most have to be made of their bytes each time
     */
    public record Found(
            double loadMillis,
            double memoryMiB,
            double inUseMicros,
            double anyMicros,
            double pathMicros,
            double widePathMicros,
            double anyPathMicros) {}

    public Found measure(int applications, int keys) {
        KeyHasher hasher = new KeyHasher(Pepper.in(folder, new SplittableRandom(7)));
        long before = residentKiB();
        fill(new ManyKeys(applications, keys, hasher));
        long began = System.nanoTime();
        DirectoryReplica replica = new DirectoryReplica(folder);
        double millis = (System.nanoTime() - began) / 1e6;
        double memory = (residentKiB() - before) / 1024.0;
        try (var directory = replica.directory()) {
            Authenticator authenticator =
                    new Authenticator(new Standings(directory), hasher, new AuthFailures(System::nanoTime));
            String[] any = spread(MANY, keys);
            return new Found(
                    millis,
                    memory,
                    micros(authenticator, texts(Math.min(IN_USE, keys), 1)),
                    micros(authenticator, any),
                    path("path", directory, authenticator, spread(PATH, keys)),
                    path("wide-path", directory, authenticator, spread(WIDE, keys)),
                    path("any-path", directory, authenticator, any));
        }
    }

    private double path(String name, Directory directory, Authenticator authenticator, String[] texts) {
        return new PathTime(time, folder.resolve(name)).micros(directory, authenticator, texts);
    }

    private void fill(ManyKeys store) {
        DirectoryReplica replica = new DirectoryReplica(folder);
        replica.catchUp(store);
        replica.directory().close();
    }

    /** So many of all, at even distances. */
    private static String[] spread(int count, int keys) {
        return texts(Math.min(count, keys), Math.max(1, keys / count));
    }

    private static String[] texts(int count, int step) {
        return IntStream.range(0, count)
                .mapToObj(i -> ManyKeys.text(i * step).text())
                .toArray(String[]::new);
    }

    private double micros(Authenticator authenticator, String[] texts) {
        SplittableRandom random = new SplittableRandom(7);
        return time.micros(
                () -> authenticator.authenticate(Optional.of(texts[random.nextInt(texts.length)]), ADDRESS, NOW));
    }

    /** Memory of this process without what the collector can free. */
    private static long residentKiB() {
        System.gc();
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
