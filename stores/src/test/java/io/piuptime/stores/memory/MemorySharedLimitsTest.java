package io.piuptime.stores.memory;

import io.piuptime.gateway.budget.share.ShareStore;
import io.piuptime.testkit.contracts.SharedLimitsContract;

class MemorySharedLimitsTest implements SharedLimitsContract {
    private final MemoryShareStore store = new MemoryShareStore(System::currentTimeMillis);

    @Override
    public ShareStore another() {
        return store;
    }
}
