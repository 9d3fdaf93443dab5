package io.piuptime.stores.memory;

import io.piuptime.gateway.revisions.RevisionStore;
import io.piuptime.testkit.contracts.RevisionStoreContract;

class MemoryRevisionStoreTest implements RevisionStoreContract {
    private final RevisionStore store = new MemoryRevisionStore();

    @Override
    public RevisionStore revisions() {
        return store;
    }
}
