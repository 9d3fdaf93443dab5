package io.piuptime.stores.memory;

import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.testkit.contracts.DirectoryStoreContract;

class MemoryDirectoryStoreTest implements DirectoryStoreContract {
    private final MemoryDirectoryStore store = new MemoryDirectoryStore();

    @Override
    public DirectoryStore store() {
        return store;
    }
}
