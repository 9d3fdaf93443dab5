package io.piuptime.gateway.pressure;

/** Judges one resource. Asked at every tick, by one thread. */
public interface Watch {
    Resource resource();

    /** How near its limit the resource is at a moment in monotonic nanoseconds. */
    Level level(long now);
}
