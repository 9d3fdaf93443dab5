package io.piuptime.gateway.budget.share;

import java.util.List;

/** What this node holds of limits, as far as their keeper needs to know. Called by the keeper's thread alone. */
public interface Leases {
    /** What has to be said and asked now: of limits that somebody waits for, and of those that run low. */
    List<Ask> due(int most);

    /** What was used since the last time, gives back what is not needed, and says again what the store may have forgotten. */
    List<Ask> review(int most);

    /** Everything that is held has to be said again. */
    void sayAgain();

    /** The store has answered. */
    void dealt(List<Ask> asks, Dealt answer);

    /** The store does not answer, and is not waited for: from now on this node takes its part of each limit without asking. */
    void alone(int nodes);
}
