package io.piuptime.stores.memory;

import io.piuptime.gateway.budget.money.lease.LeaseStore;
import io.piuptime.testkit.contracts.LeaseStoreContract;

class MemoryLeaseStoreTest implements LeaseStoreContract {
    private final MemoryLeaseStore leases = new MemoryLeaseStore();

    @Override
    public LeaseStore leases() {
        return leases;
    }
}
