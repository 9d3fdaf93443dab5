package io.piuptime.gateway.pressure;

/** One thing that can be measured of this process. */
@FunctionalInterface
public interface Signal {
    /** What it is now, in the unit of its bounds; {@code NaN} where it cannot be known. May read what happened since it was last asked. */
    double reading(long now);
}
