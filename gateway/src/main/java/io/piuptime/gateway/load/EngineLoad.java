package io.piuptime.gateway.load;

/**
 * What an engine told of itself at one moment.
 *
 * @param running requests that it works on
 * @param waiting requests that it took and has not begun
 * @param cacheUse how much of its key-value cache is taken, 0 to 1; 0 if it does not say
 * @param finished requests that it has ended since it started; -1 if it does not say
 * @param at the moment when it was asked, in nanoseconds of a monotonic clock
 */
public record EngineLoad(int running, int waiting, double cacheUse, long finished, long at) {
    public EngineLoad {
        if (running < 0 || waiting < 0) {
            throw new IllegalArgumentException(
                    "running, waiting: " + running + ", " + waiting + " (expected: >= 0 each)");
        }
        if (!(cacheUse >= 0 && cacheUse <= 1)) {
            throw new IllegalArgumentException("cacheUse: " + cacheUse + " (expected: 0 to 1)");
        }
    }

    /** All requests that are there. */
    int present() {
        return running + waiting;
    }
}
