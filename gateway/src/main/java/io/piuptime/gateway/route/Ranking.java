package io.piuptime.gateway.route;

import io.piuptime.gateway.health.TargetHealth;
import io.piuptime.gateway.route.Tier.Turn;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Puts candidates of a tier in the order that the strategy of their model wants. How they are doing is looked at when one is
 * to be asked, by the {@link Plan}: of most nobody has to know. Used by one thread.
 */
final class Ranking {
    /** Nothing is known of how soon it answers, and somebody is finding out. */
    private static final double BEING_TRIED = 1e18;

    private static final double FIRST = -2;
    private static final double SECOND = -1;
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
        sort(tier, scores(tier, of, asked));
    }

    private double[] scores(List<Candidate> tier, Tier of, Asked asked) {
        return switch (of.routing().strategy()) {
            case ORDERED, ROUND_ROBIN -> inTurn(tier, of.turn(), 1);
            case WEIGHTED -> weighted(tier, asked.now());
            case LEAST_IN_FLIGHT -> leastInFlight(tier, of.turn());
            case FASTEST -> fastest(tier, asked.now());
            case CHEAPEST -> cheapest(tier, of.turn(), asked);
            case LOAD -> ByLoad.scores(tier, inTurn(tier, of.turn(), TIE), asked.now());
            case HASH -> hashed(tier, Mix.of(asked.mark(of.routing().hashBy())));
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
            double left = candidate.health().remaining(now);
            scores[at] = wait(1 - random.nextDouble(), candidate.weight() * left);
        }
        return scores;
    }

    private double[] leastInFlight(List<Candidate> tier, Turn turn) {
        double[] scores = inTurn(tier, turn, TIE);
        for (int at = 0; at < scores.length; at++) {
            Candidate candidate = tier.get(at);
            scores[at] += candidate.health().inFlight() / candidate.weight();
        }
        return scores;
    }

    private double[] fastest(List<Candidate> tier, long now) {
        double[] scores = inOrder(tier.size());
        int one = random.nextInt(scores.length);
        int other = random.nextInt(scores.length - 1);
        other += other >= one ? 1 : 0;
        boolean firstWins = load(tier.get(one), now) <= load(tier.get(other), now);
        scores[firstWins ? one : other] = FIRST;
        scores[firstWins ? other : one] = SECOND;
        return scores;
    }

    private static double load(Candidate candidate, long now) {
        TargetHealth health = candidate.health();
        double load = health.load(now);
        return load > 0 ? load : health.inFlight() == 0 ? 0 : BEING_TRIED + health.inFlight();
    }

    private static double[] inOrder(int count) {
        double[] scores = new double[count];
        for (int at = 0; at < count; at++) {
            scores[at] = at;
        }
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
            same = at > 0 && candidate.mark() == tier.get(at - 1).mark() ? same + 1 : 0;
            long hash = Mix.of(mark ^ Mix.of(candidate.mark() + same));
            scores[at] = wait(((hash >>> 11) + 1) * 0x1.0p-53, candidate.weight());
        }
        return scores;
    }

    private static double wait(double drawn, double weight) {
        return -Math.log(drawn) / weight;
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
