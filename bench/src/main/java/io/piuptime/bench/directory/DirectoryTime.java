package io.piuptime.bench.directory;

import io.piuptime.gateway.authenticate.AuthFailures;
import io.piuptime.gateway.authenticate.Authenticator;
import io.piuptime.gateway.authenticate.KeyHasher;
import io.piuptime.gateway.authenticate.Pepper;
import io.piuptime.gateway.authenticate.standing.Standings;
import io.piuptime.gateway.directory.DirectoryReplica;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Loads a directory of so many keys from its file, and finds out who asks with one of them. */
public final class DirectoryTime {
    /** Of whose keys requests come. */
    private static final int IN_USE = 10;

    /** Of whose keys they come when they come of any. */
    private static final int MANY = 100_000;

    private static final int SAMPLES = 15;
    private static final int BATCH = 256;
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final String ADDRESS = "127.0.0.1";

    private final Duration each;
    private final Path folder;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /**
     * A measurement.
     *
     * @param each how much CPU time is spent on each figure, half of it to warm up
     * @param folder an empty one
     */
    public DirectoryTime(Duration each, Path folder) {
        this.each = each;
        this.folder = folder;
    }

    /**
     * What was found.
     *
     * @param loadMillis of the file, until the first key can be looked up
     * @param memoryMiB more of this process's memory, its heap swept, with what is left of making the file
     * @param inUseMicros to authenticate one of a few keys that come again and again
     * @param anyMicros to authenticate any of all
     */
    public record Found(double loadMillis, double memoryMiB, double inUseMicros, double anyMicros) {}

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
            return new Found(
                    millis,
                    memory,
                    micros(authenticator, texts(Math.min(IN_USE, keys), 1)),
                    micros(authenticator, texts(Math.min(MANY, keys), Math.max(1, keys / MANY))));
        }
    }

    private void fill(ManyKeys store) {
        DirectoryReplica replica = new DirectoryReplica(folder);
        replica.catchUp(store);
        replica.directory().close();
    }

    private static String[] texts(int count, int step) {
        return IntStream.range(0, count)
                .mapToObj(i -> ManyKeys.text(i * step).text())
                .toArray(String[]::new);
    }

    private double micros(Authenticator authenticator, String[] texts) {
        SplittableRandom random = new SplittableRandom(7);
        run(authenticator, texts, random, each.toNanos() / 2);
        double[] samples = new double[SAMPLES];
        Arrays.setAll(samples, _ -> run(authenticator, texts, random, each.toNanos() / 2 / SAMPLES));
        Arrays.sort(samples);
        return samples[SAMPLES / 2];
    }

    private double run(Authenticator authenticator, String[] texts, SplittableRandom random, long nanos) {
        long began = threads.getCurrentThreadCpuTime();
        long spent = 0;
        long times = 0;
        while (spent < nanos || times == 0) {
            for (int i = 0; i < BATCH; i++) {
                authenticator.authenticate(Optional.of(texts[random.nextInt(texts.length)]), ADDRESS, NOW);
            }
            times += BATCH;
            spent = threads.getCurrentThreadCpuTime() - began;
        }
        return spent / 1e3 / times;
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
