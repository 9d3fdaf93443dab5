package io.piuptime.gateway.nodes;

import java.time.Instant;
import java.util.List;

/** What nodes said of themselves last, at rest. Calls wait for a disk or a network and are never made on an event loop. */
public interface NodeStore {
    /** Takes what a node says of itself in the place of what it said before. */
    void say(NodeState state);

    /** All nodes, by id. */
    List<NodeState> all();

    /** Forgets nodes that said nothing since a moment. */
    void forget(Instant silentSince);
}
