package io.piuptime.bench.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A process with all its descendants, as {@code /proc} tells of them. */
public final class ProcessTree {
    /** Linux counts a process's time in hundredths of a second, whatever the kernel's own tick. */
    private static final long MICROS_PER_TICK = 10_000;

    private final ProcessHandle root;

    public ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /** User and system time so far in microseconds; that of children that ended is among it. */
    public long cpuMicros() {
        return pids().stream().mapToLong(ProcessTree::ticks).sum() * MICROS_PER_TICK;
    }

    /** Resident memory in MiB. */
    public double rssMib() {
        return pids().stream().mapToLong(ProcessTree::rssKib).sum() / 1024.0;
    }

    public boolean isAlive() {
        return root.isAlive();
    }

    private List<Long> pids() {
        return Stream.concat(Stream.of(root), root.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static long ticks(long pid) {
        String stat = read(pid, "stat");
        if (stat.isEmpty()) {
            return 0;
        }
        // The name before it is in parentheses and may hold spaces.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int field = 11; field <= 14; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks;
    }

    private static long rssKib(long pid) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static String read(long pid, String file) {
        Path path = Path.of("/proc", String.valueOf(pid), file);
        try {
            return Files.readString(path);
        } catch (IOException e) {
            if (Files.exists(path)) {
                throw new UncheckedIOException(e);
            }
            return "";
        }
    }
}
