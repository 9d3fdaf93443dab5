package io.piuptime.dialects.tokens;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What providers reported in proportion to what was estimated, by model: newer conversations count for more, longer ones too.
 * Only models of which somebody asks for a count are followed. Used from many threads; kept in memory only.
 */
final class Corrections {
    /** Names may be a caller's own; further models stay uncorrected. */
    static final int MOST = 1_024;

    private static final double KEPT = 0.95;
    /** As much weight as the figures had that the estimate was made with: about two conversations. */
    private static final double FIRST = 2_000;

    /** What is farther off has another reason than the model's words. */
    private static final double FARTHEST = 2;

    private final Map<String, Sums> models = new ConcurrentHashMap<>();

    private record Sums(double reported, double estimated) {
        static final Sums NONE = new Sums(FIRST, FIRST);

        Sums and(double told, double thought) {
            return new Sums(reported * KEPT + told, estimated * KEPT + thought);
        }

        double ratio() {
            return reported / estimated;
        }
    }

    /** The ratio of a model of which a count is asked for; from now on, reports of it are noted. */
    double asked(String model) {
        if (models.size() < MOST) {
            models.putIfAbsent(model, Sums.NONE);
        }
        return models.getOrDefault(model, Sums.NONE).ratio();
    }

    /** Whether a count of a model was ever asked for. */
    boolean wasAsked(String model) {
        return models.containsKey(model);
    }

    /** Notes what an uncorrected estimate would have had to be. */
    void note(String model, double estimated, long reported) {
        if (estimated <= 0 || reported <= 0) {
            return;
        }
        double told = Math.clamp((double) reported, estimated / FARTHEST, estimated * FARTHEST);
        models.computeIfPresent(model, (_, before) -> before.and(told, estimated));
    }
}
