package io.piuptime.testkit.fault;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a proxy does to the bytes of one direction.
 *
 * @param latency added to every byte; throughput stays
 * @param jitter up to that much more, drawn anew for every read
 * @param bytesPerSecond 0 = as fast as it goes
 * @param slice bytes written at a time; 0 = as they came
 * @param pause between two slices
 * @param end what happens to the connection after some bytes
 * @param frozen nothing is read or written, the connection stays open
 */
public record Toxics(
        Duration latency, Duration jitter, long bytesPerSecond, int slice, Duration pause, End end, boolean frozen) {
    public static final Toxics NONE =
            new Toxics(Duration.ZERO, Duration.ZERO, 0, 0, Duration.ZERO, new End(Long.MAX_VALUE, false), false);

    /**
     * An end of the connection after some bytes of one direction.
     *
     * @param reset with a reset instead of a goodbye
     */
    public record End(long afterBytes, boolean reset) {}

    public Toxics {
        requireNonNull(latency, "latency");
        requireNonNull(jitter, "jitter");
        requireNonNull(pause, "pause");
        requireNonNull(end, "end");
    }

    public Toxics withLatency(Duration newLatency, Duration newJitter) {
        return new Toxics(newLatency, newJitter, bytesPerSecond, slice, pause, end, frozen);
    }

    public Toxics withBandwidth(long newBytesPerSecond) {
        return new Toxics(latency, jitter, newBytesPerSecond, slice, pause, end, frozen);
    }

    public Toxics withSlices(int bytes, Duration between) {
        return new Toxics(latency, jitter, bytesPerSecond, bytes, between, end, frozen);
    }

    /** Resets the connection after so many bytes of this direction. */
    public Toxics withReset(long afterBytes) {
        return new Toxics(latency, jitter, bytesPerSecond, slice, pause, new End(afterBytes, true), frozen);
    }

    /** Closes the connection after so many bytes of this direction. */
    public Toxics withLimit(long afterBytes) {
        return new Toxics(latency, jitter, bytesPerSecond, slice, pause, new End(afterBytes, false), frozen);
    }

    public Toxics withFrozen(boolean nowFrozen) {
        return new Toxics(latency, jitter, bytesPerSecond, slice, pause, end, nowFrozen);
    }
}
