package io.piuptime.stores.memory;

import io.piuptime.gateway.authorize.owned.Ownership;
import io.piuptime.testkit.contracts.OwnershipContract;

class MemoryOwnershipTest implements OwnershipContract {
    private final MemoryOwnership ownership = new MemoryOwnership();

    @Override
    public Ownership ownership() {
        return ownership;
    }
}
