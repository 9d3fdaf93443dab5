package io.piuptime.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine's CPU time so far, in ticks.
 *
 * @param steal taken by the host from a virtual machine
 */
public record HostTime(long all, long steal) {
    private static final int STEAL = 7;

    public static HostTime now() throws IOException {
        String first = Files.readAllLines(Path.of("/proc/stat")).getFirst();
        long[] ticks = Stream.of(first.substring(3).strip().split("\\s+", -1))
                .limit(STEAL + 1)
                .mapToLong(Long::parseLong)
                .toArray();
        long all = 0;
        for (long some : ticks) {
            all += some;
        }
        return new HostTime(all, ticks.length > STEAL ? ticks[STEAL] : 0);
    }

    public double stealPercentSince(HostTime before) {
        return all == before.all ? 0 : 100.0 * (steal - before.steal) / (all - before.all);
    }
}
