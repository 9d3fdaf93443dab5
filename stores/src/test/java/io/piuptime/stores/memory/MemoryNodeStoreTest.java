package io.piuptime.stores.memory;

import io.piuptime.gateway.nodes.NodeStore;
import io.piuptime.testkit.contracts.NodeStoreContract;

class MemoryNodeStoreTest implements NodeStoreContract {
    private final NodeStore store = new MemoryNodeStore();

    @Override
    public NodeStore nodes() {
        return store;
    }
}
