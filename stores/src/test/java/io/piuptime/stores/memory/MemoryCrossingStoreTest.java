package io.piuptime.stores.memory;

import io.piuptime.gateway.budget.money.alert.CrossingStore;
import io.piuptime.testkit.contracts.CrossingStoreContract;

class MemoryCrossingStoreTest implements CrossingStoreContract {
    private final MemoryCrossingStore crossings = new MemoryCrossingStore();

    @Override
    public CrossingStore crossings() {
        return crossings;
    }
}
