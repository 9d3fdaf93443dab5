package io.piuptime.gateway.route;

import io.piuptime.gateway.health.TargetHealth;
import io.piuptime.gateway.route.Tier.Turn;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Puts candidates of a tier in the order that the strategy of their model wants. Those that are full come after those
 * that are not, then those near the end of their rate limits, and last those that cool, are broken or have a dead credential. Used by one thread.
 */
final class Ranking {
    private static final double FULL = 1e20;
    private static final double NEARLY_EXHAUSTED = 1e25;
    private static final double RESTING = 1e30;
    /** Nothing is known of how soon it answers, and somebody is finding out. */
    private static final double BEING_TRIED = 1e18;

    private static final double FIRST = -1;
    private static final double TIE = 1e-9;

    private final RandomGenerator random;
    private final Prices prices = new Prices();

    Ranking(RandomGenerator random) {
        this.random = random;
    }

    /** Orders the last of the candidates, from an index on, which are some or all of a tier. */
    void order(List<Candidate> candidates, int from, Tier of, Asked asked) {
        int count = candidates.size() - from;
        if (count < 2) {
            return;
        }
        List<Candidate> tier = candidates.subList(from, candidates.size());
        double[] scores = scores(tier, of, asked);
        for (int at = 0; at < count; at++) {
            TargetHealth health = tier.get(at).health();
            if (health.readyAt(asked.now()) - asked.now() > 0) {
                scores[at] += RESTING;
            } else if (health.rateLimits().nearlyExhausted(asked.now())) {
                scores[at] += NEARLY_EXHAUSTED;
            } else if (health.full()) {
                scores[at] += FULL;
            }
        }
        sort(tier, scores);
    }

    private double[] scores(List<Candidate> tier, Tier of, Asked asked) {
        return switch (of.routing().strategy()) {
            case ORDERED, ROUND_ROBIN -> inTurn(tier, of.turn(), 1);
            case WEIGHTED -> weighted(tier, asked.now());
            case LEAST_IN_FLIGHT -> leastInFlight(tier, of.turn());
            case FASTEST -> fastest(tier, asked.now());
            case CHEAPEST -> cheapest(tier, of.turn(), asked);
            case HASH -> hashed(tier, mixed(asked.mark(of.routing().hashBy())));
        };
    }

    private double[] inTurn(List<Candidate> tier, Turn turn, double step) {
        double[] scores = new double[tier.size()];
        int first = turn.take();
        for (int at = 0; at < scores.length; at++) {
            scores[at] = Math.floorMod(at - first, scores.length) * step;
        }
        return scores;
    }

    /** Waits drawn from exponential distributions: the chance of the shortest is the share of its weight. */
    private double[] weighted(List<Candidate> tier, long now) {
        double[] scores = new double[tier.size()];
        for (int at = 0; at < scores.length; at++) {
            Candidate candidate = tier.get(at);
            double left = candidate.health().rateLimits().remaining(now);
            scores[at] = wait(1 - random.nextDouble(), weight(candidate) * left);
        }
        return scores;
    }

    private double[] leastInFlight(List<Candidate> tier, Turn turn) {
        double[] scores = inTurn(tier, turn, TIE);
        for (int at = 0; at < scores.length; at++) {
            Candidate candidate = tier.get(at);
            scores[at] += candidate.health().inFlight() / weight(candidate);
        }
        return scores;
    }

    private double[] fastest(List<Candidate> tier, long now) {
        double[] scores = new double[tier.size()];
        for (int at = 0; at < scores.length; at++) {
            TargetHealth health = tier.get(at).health();
            double load = health.load(now);
            scores[at] = load > 0 ? load : health.inFlight() == 0 ? 0 : BEING_TRIED + health.inFlight();
        }
        int one = random.nextInt(scores.length);
        int other = random.nextInt(scores.length - 1);
        other += other >= one ? 1 : 0;
        scores[scores[one] <= scores[other] ? one : other] = FIRST;
        return scores;
    }

    private double[] cheapest(List<Candidate> tier, Turn turn, Asked asked) {
        double[] scores = inTurn(tier, turn, TIE);
        for (int at = 0; at < scores.length; at++) {
            scores[at] += prices.of(asked.tariffs().of(tier.get(at).target()), asked.at());
        }
        return scores;
    }

    /** Rendezvous hashing with weights: a target that is lost moves its own share and nothing else. */
    private static double[] hashed(List<Candidate> tier, long mark) {
        double[] scores = new double[tier.size()];
        int same = 0;
        for (int at = 0; at < scores.length; at++) {
            Candidate candidate = tier.get(at);
            same = at > 0 && isSame(candidate, tier.get(at - 1)) ? same + 1 : 0;
            long hash = mix(mark
                    ^ mix(mixed(candidate.target().provider().name())
                            + 31 * mixed(candidate.target().upstreamModel())
                            + same));
            scores[at] = wait(((hash >>> 11) + 1) * 0x1.0p-53, weight(candidate));
        }
        return scores;
    }

    private static boolean isSame(Candidate one, Candidate other) {
        return one.target().provider().name().equals(other.target().provider().name())
                && one.target().upstreamModel().equals(other.target().upstreamModel());
    }

    private static double weight(Candidate candidate) {
        return candidate.target().placement().weight();
    }

    private static double wait(double drawn, double weight) {
        return -Math.log(drawn) / weight;
    }

    private static long mixed(String text) {
        return mix(text.hashCode() + ((long) text.length() << Integer.SIZE));
    }

    /** Spreads bits as a generator of random numbers does. */
    private static long mix(long value) {
        long bits = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        return bits ^ (bits >>> 31);
    }

    /** Tiers are short; equal scores keep their order. */
    private static void sort(List<Candidate> tier, double[] scores) {
        for (int at = 1; at < scores.length; at++) {
            double score = scores[at];
            Candidate candidate = tier.get(at);
            int to = at;
            while (to > 0 && scores[to - 1] > score) {
                scores[to] = scores[to - 1];
                tier.set(to, tier.get(to - 1));
                to--;
            }
            scores[to] = score;
            tier.set(to, candidate);
        }
    }
}
