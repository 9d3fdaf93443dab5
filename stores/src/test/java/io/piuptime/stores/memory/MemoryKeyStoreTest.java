package io.piuptime.stores.memory;

import io.piuptime.gateway.authenticate.KeyStore;
import io.piuptime.testkit.contracts.KeyStoreContract;

class MemoryKeyStoreTest implements KeyStoreContract {
    private final MemoryKeyStore store = new MemoryKeyStore();

    @Override
    public KeyStore store() {
        return store;
    }
}
