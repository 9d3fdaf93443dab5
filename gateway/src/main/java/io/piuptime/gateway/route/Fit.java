package io.piuptime.gateway.route;

import io.piuptime.model.ability.Abilities;
import io.piuptime.model.ability.Needs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Keeps from candidates what they certainly cannot do. One that may answer at less length than is wanted is kept, for many
 * cut the wish, but comes after all that may not.
 */
final class Fit {
    /** A caller may ask for a longer window than the usual one, by a word in this header. */
    private static final String BETA = "anthropic-beta";

    private static final String LONG_WINDOW = "context-1m";
    private static final Fit ANYBODY = new Fit(Needs.NONE);

    private final Needs needs;

    private Fit(Needs needs) {
        this.needs = needs;
    }

    /**
     * The fit of a request.
     *
     * @param least what all candidates can do
     * @param headers gives the value of a header of the request, or an empty text
     */
    static Fit of(Needs needs, Abilities least, UnaryOperator<String> headers) {
        if (needs.fits(least) && needs.isLongEnough(least)) {
            return ANYBODY;
        }
        boolean anyLength = needs.isTooLongFor(least) && headers.apply(BETA).contains(LONG_WINDOW);
        return new Fit(anyLength ? new Needs(needs.abilities(), 0, needs.output()) : needs);
    }

    /** What all candidates can do: who fits that fits each. */
    static Abilities least(List<Tier> tiers) {
        int lacks = 0;
        long window = 0;
        long output = 0;
        for (Tier tier : tiers) {
            for (Candidate candidate : tier.candidates()) {
                Abilities abilities = candidate.abilities();
                lacks |= abilities.lacks();
                window = smaller(window, abilities.window());
                output = smaller(output, abilities.output());
            }
        }
        return new Abilities(0, lacks, window, output);
    }

    /** Adds those that can. */
    void add(List<Candidate> from, List<Candidate> to) {
        if (needs.equals(Needs.NONE)) {
            to.addAll(from);
            return;
        }
        for (Candidate candidate : from) {
            if (needs.fits(candidate.abilities())) {
                to.add(candidate);
            }
        }
    }

    /** Puts those last that answer at less length than is wanted. */
    void order(List<Candidate> candidates) {
        if (needs.output() == 0) {
            return;
        }
        List<Candidate> shorter = new ArrayList<>();
        candidates.removeIf(candidate -> !needs.isLongEnough(candidate.abilities()) && shorter.add(candidate));
        candidates.addAll(shorter);
    }

    private static long smaller(long one, long other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }
}
