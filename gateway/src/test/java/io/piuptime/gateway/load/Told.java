package io.piuptime.gateway.load;

import io.piuptime.gateway.health.TargetHealth;

/** Tells engines their load, for tests in other packages. */
public final class Told {
    private static final long HALF = 500_000_000L;

    private Told() {}

    /** Counts a target's requests as ours. */
    public static void join(Engine engine, TargetHealth health) {
        engine.join(health);
    }

    /** What it told at a moment, all of it from others. */
    public static void once(Engine engine, int running, int waiting, double cacheUse, long at) {
        engine.told(new EngineLoad(running, waiting, cacheUse, -1, at), 0);
    }

    /** A queue twice, so that its places are known, and as many answers in half a second; then it is empty. */
    public static void places(Engine engine, int places, int ended, long at) {
        engine.told(new EngineLoad(places, 1, 0, 100, at - 3 * HALF), 0);
        engine.told(new EngineLoad(places, 1, 0, 100L + ended, at - 2 * HALF), 0);
        engine.told(new EngineLoad(0, 0, 0, 100L + ended, at - HALF), 0);
    }
}
