package io.piuptime.gateway.budget.share;

import java.util.List;
import java.util.Optional;

/**
 * Deals limits out to nodes. Of each limit and term it remembers how much each node holds, by the nodes' own words, and grants no
 * more than is left of the cap. It may forget: nodes say anew what they hold. Whatever a node's last word was stays until the
 * term is over; of what is under way, for {@link #PRESENT_MILLIS} after it.
 */
public interface ShareStore {
    /** How long a node's word on what it has under way counts. */
    long PRESENT_MILLIS = 3_000;

    /** How long a node counts as one after its last word. */
    long NODE_MILLIS = 5_000;

    /**
     * Says what a node holds and asks for more, all in one go. Waits, but not for long.
     *
     * @param node who asks; a name that it never had before its start
     * @return empty if the store did not answer; what it did then is not known, and the next word sets it right
     */
    Optional<Dealt> deal(String node, List<Ask> asks);
}
