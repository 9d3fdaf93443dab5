package io.piuptime.gateway.route;

import io.piuptime.gateway.load.Engine;
import java.util.List;

/**
 * Scores engines of one's own by the room that they have left; the least score is asked first.
 *
 * <p>One with a free place scores below 1: the share of its places, or of its cache, that would be taken. One without scores 1
 * and more: how long a request would wait, in times that it takes to serve one. Of how many places it has, it proves something
 * only by a queue: until then it is believed to have as many as the others for its weight, and goes before those with a queue.
 */
final class ByLoad {
    /** With so little cache left, new requests wait or drive others out. */
    private static final double CACHE_FULL = 0.97;

    private static final double SLOWEST = 4;

    private ByLoad() {}

    /** Adds their scores to those that decide where they are the same. */
    static double[] scores(List<Candidate> tier, double[] ties, long now) {
        double places = 0;
        double weights = 0;
        double rates = 0;
        int rated = 0;
        double firsts = 0;
        int answered = 0;
        for (Candidate candidate : tier) {
            Engine engine = candidate.engine();
            if (engine.capacity() > 0) {
                places += engine.capacity();
                weights += weight(candidate);
                if (engine.perSecond() > 0) {
                    rates += engine.perSecond() / engine.capacity();
                    rated++;
                }
            }
            double first = firstToken(candidate, now);
            if (first > 0) {
                firsts += first;
                answered++;
            }
        }
        double placesByWeight = weights > 0 ? places / weights : 1;
        double ratePerPlace = rated > 0 ? rates / rated : 0;
        double usualFirst = answered > 0 ? firsts / answered : 0;
        for (int at = 0; at < ties.length; at++) {
            Candidate candidate = tier.get(at);
            Engine engine = candidate.engine();
            ties[at] += engine.capacity() > 0
                    ? measured(candidate, ratePerPlace, now)
                    : believed(candidate, engine, placesByWeight, usualFirst, now);
        }
        return ties;
    }

    private static double measured(Candidate candidate, double ratePerPlace, long now) {
        Engine engine = candidate.engine();
        double places = engine.capacity();
        double here = engine.present(candidate.health(), now) + 1.0;
        double cache = engine.cacheUse(now);
        if (here <= places && cache < CACHE_FULL) {
            return Math.max(here / (places + 1), cache);
        }
        double queue = here > places ? here - places : engine.waiting(now) + 1;
        return 1 + (engine.perSecond() > 0 ? queue * ratePerPlace / engine.perSecond() : queue / places);
    }

    private static double believed(
            Candidate candidate, Engine engine, double placesByWeight, double usualFirst, long now) {
        int waiting = engine.waiting(now);
        double cache = engine.cacheUse(now);
        double places = placesByWeight * weight(candidate);
        if (waiting > 0 || cache >= CACHE_FULL) {
            return 1 + (waiting + 1) / places;
        }
        double taken = (engine.present(candidate.health(), now) + 1) / places;
        double first = firstToken(candidate, now);
        if (first > 0) {
            taken *= Math.clamp(first / usualFirst, 1 / SLOWEST, SLOWEST);
        }
        return Math.max(taken / (1 + taken), cache);
    }

    /** Time to the first token, of one that tells nothing and has requests of ours; of others it does not matter. */
    private static double firstToken(Candidate candidate, long now) {
        return candidate.engine().isKnown(now) || candidate.health().inFlight() == 0
                ? 0
                : candidate.health().firstTokenNanos(now);
    }

    private static double weight(Candidate candidate) {
        return candidate.target().placement().weight();
    }
}
