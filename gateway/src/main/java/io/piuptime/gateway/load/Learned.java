package io.piuptime.gateway.load;

import org.jspecify.annotations.Nullable;

/**
 * What is learned of an engine by watching it: how many requests it works on at once, and how many it ends in a second while
 * it has more than that. Used by one thread at a time.
 *
 * <p>Engines take requests up in steps, so that one that waits at one look proves nothing: a queue at two looks running does.
 */
final class Learned {
    /** A queue may have been short of cache, not of places: with all in use and none waiting, there may be one more. */
    private static final long GROW_AFTER = 15_000_000_000L;

    private static final double NEW = 0.3;
    private static final double NANOS = 1e9;

    private double capacity;
    private double perSecond;
    private long steadySince;
    private @Nullable EngineLoad before;

    void saw(EngineLoad load) {
        EngineLoad last = before;
        before = load;
        if (last == null || load.at() - last.at() <= 0) {
            steadySince = load.at();
            return;
        }
        if (last.waiting() > 0 && load.waiting() > 0) {
            steadySince = load.at();
            queued(last, load);
            return;
        }
        double places = capacity;
        if (places > 0 && load.running() > places) {
            capacity = load.running();
        } else if (places > 0
                && load.waiting() == 0
                && load.running() >= places
                && load.at() - steadySince >= GROW_AFTER) {
            steadySince = load.at();
            capacity = places + Math.max(1, Math.floor(places / 10));
        }
    }

    /** How many requests it works on at once; 0 if that is not known. */
    double capacity() {
        return capacity;
    }

    /** How many it ends in a second while it has a queue; 0 if that is not known. */
    double perSecond() {
        return perSecond;
    }

    private void queued(EngineLoad last, EngineLoad load) {
        if (load.running() > 0) {
            double places = capacity;
            double step = Math.max(1, (places - load.running()) / 2);
            capacity = Math.max(load.running(), places - step);
        }
        if (last.finished() >= 0 && load.finished() > last.finished()) {
            double rate = (load.finished() - last.finished()) * NANOS / (load.at() - last.at());
            perSecond = perSecond == 0 ? rate : perSecond * (1 - NEW) + rate * NEW;
        }
    }
}
