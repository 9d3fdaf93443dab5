package io.piuptime.gateway.health.hedge;

/**
 * What is known of one model for hedging. Streams and whole answers are told apart, as these take as long to their first
 * word as to their last.
 *
 * @param streamed how long streams took to their first word
 * @param whole how long whole answers took
 */
public record ModelHedges(FirstWords streamed, FirstWords whole, HedgeBudget budget) {
    ModelHedges() {
        this(new FirstWords(), new FirstWords(), new HedgeBudget());
    }

    public FirstWords words(boolean streams) {
        return streams ? streamed : whole;
    }
}
