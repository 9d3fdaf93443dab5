package io.piuptime.model.routing;

/** Says of each exchange whether a target is a candidate for it. Cheap, without side effects; any thread may ask it. */
@FunctionalInterface
public interface Condition {
    /** Whether it holds; a condition that cannot be decided does not. */
    boolean holds(Facts facts);
}
