package io.piuptime.bench.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A process with all its descendants, as {@code /proc} tells of them. */
public final class ProcessTree {
    /** Linux counts a process's time in hundredths of a second, whatever the kernel's own tick. */
    private static final long MICROS_PER_TICK = 10_000;

    private final ProcessHandle root;

    public ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /** User and system time so far; that of children that ended is in its rounded part. */
    public CpuTime cpu() {
        List<Long> pids = pids();
        Map<Long, Long> nanos = new HashMap<>();
        pids.forEach(pid -> addThreads(pid, nanos));
        return new CpuTime(nanos, pids.stream().mapToLong(ProcessTree::ticks).sum() * MICROS_PER_TICK);
    }

    /** Resident memory in MiB. */
    public double rssMib() {
        return pids().stream().mapToLong(ProcessTree::rssKib).sum() / 1024.0;
    }

    public boolean isAlive() {
        return root.isAlive();
    }

    List<Long> pids() {
        return Stream.concat(Stream.of(root), root.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void addThreads(long pid, Map<Long, Long> nanos) {
        for (Path thread : threads(pid)) {
            long spent = nanos(thread);
            if (spent >= 0) {
                nanos.put(Long.valueOf(thread.getFileName().toString()), spent);
            }
        }
    }

    /** The folders of a process's threads; none if it has ended. */
    static List<Path> threads(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            return threads.toList();
        } catch (IOException | UncheckedIOException ended) {
            return List.of(); // the process is gone; its time is in its parent's rounded part
        }
    }

    /** What a thread has spent, -1 if it has ended or the kernel does not tell. */
    static long nanos(Path thread) {
        String stat = read(thread.resolve("schedstat"));
        return stat.isEmpty() ? -1 : Long.parseLong(stat.split(" ", 2)[0]);
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
        return read(Path.of("/proc", String.valueOf(pid), file));
    }

    /** A file of a process that may end meanwhile, or of a kernel that does not have it: then nothing. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ended) {
            return "";
        }
    }
}
