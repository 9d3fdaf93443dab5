package io.piuptime.stores.memory;

import io.piuptime.gateway.installation.Marks;
import io.piuptime.testkit.contracts.MarksContract;

class MemoryMarksTest implements MarksContract {
    private final Marks store = new MemoryMarks();

    @Override
    public Marks marks() {
        return store;
    }
}
