package io.piuptime.model.catalog;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.routing.HashBy;
import io.piuptime.model.routing.Hedge;
import io.piuptime.model.routing.Strategy;
import java.util.List;
import java.util.Optional;

/**
 * Which way an exchange with a model goes, and what is done when a target fails it.
 *
 * @param strategy who of the targets of one tier is asked first
 * @param hashBy what requests are told apart by, where the strategy is {@link Strategy#HASH}
 * @param fallbacks names of other models that are asked, in order, when no target of this one answers
 * @param recovery of streams that break after their first content
 * @param leavesContentFilter whether an answer that a provider's content filter refuses is asked for elsewhere; else the
 *     refusal is the answer
 * @param hedge whether a second target is asked while the first is slow with its first word, and when
 */
public record Routing(
        Strategy strategy,
        HashBy hashBy,
        List<String> fallbacks,
        StreamRecovery recovery,
        boolean leavesContentFilter,
        Optional<Hedge> hedge) {
    /** Target after target, and no other model. */
    public static final Routing DEFAULT = new Routing(List.of(), StreamRecovery.ERROR, false);

    public Routing {
        requireNonNull(strategy, "strategy");
        requireNonNull(hashBy, "hashBy");
        fallbacks = List.copyOf(fallbacks);
        requireNonNull(recovery, "recovery");
        requireNonNull(hedge, "hedge");
    }

    /** Target after target. */
    public Routing(List<String> fallbacks, StreamRecovery recovery, boolean leavesContentFilter) {
        this(Strategy.ORDERED, HashBy.KEY, fallbacks, recovery, leavesContentFilter);
    }

    /** With nobody asked beside the first. */
    public Routing(
            Strategy strategy,
            HashBy hashBy,
            List<String> fallbacks,
            StreamRecovery recovery,
            boolean leavesContentFilter) {
        this(strategy, hashBy, fallbacks, recovery, leavesContentFilter, Optional.empty());
    }
}
