package io.piuptime.testkit.torture.history;

/**
 * How the reservations of all nodes ended.
 *
 * @param reserved how many there were
 * @param settled by what was spent
 * @param unconfirmed by a word that nobody knows what was spent
 * @param reaped that a run left open and the next one counted as unconfirmed
 * @param open that have no end
 * @param twice ends of what was not open, and ids that were given again
 * @param unfounded that were let leave although too little was left for them
 * @param unbalanced accounts that a file takes up otherwise than the one before left them
 */
public record Ends(
        long reserved,
        long settled,
        long unconfirmed,
        long reaped,
        long open,
        long twice,
        long unfounded,
        long unbalanced) {
    /** Of no reservations. */
    public static final Ends NONE = new Ends(0, 0, 0, 0, 0, 0, 0, 0);

    /** Of those and these. */
    public Ends and(Ends more) {
        return new Ends(
                reserved + more.reserved,
                settled + more.settled,
                unconfirmed + more.unconfirmed,
                reaped + more.reaped,
                open + more.open,
                twice + more.twice,
                unfounded + more.unfounded,
                unbalanced + more.unbalanced);
    }

    /** Whether there were any, and each has exactly one end. */
    public boolean holds() {
        return reserved > 0
                && reserved == settled + unconfirmed + reaped
                && open == 0
                && twice == 0
                && unfounded == 0
                && unbalanced == 0;
    }
}
