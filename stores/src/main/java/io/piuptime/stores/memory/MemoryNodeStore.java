package io.piuptime.stores.memory;

import io.piuptime.gateway.nodes.NodeState;
import io.piuptime.gateway.nodes.NodeStore;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** Nodes in memory: for tests. */
public final class MemoryNodeStore implements NodeStore {
    private final ConcurrentSkipListMap<String, NodeState> nodes = new ConcurrentSkipListMap<>();

    @Override
    public void say(NodeState state) {
        nodes.put(state.id(), state);
    }

    @Override
    public List<NodeState> all() {
        return List.copyOf(nodes.values());
    }

    @Override
    public void forget(Instant silentSince) {
        nodes.values().removeIf(node -> node.seenAt().isBefore(silentSince));
    }
}
