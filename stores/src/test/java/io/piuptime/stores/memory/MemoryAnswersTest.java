package io.piuptime.stores.memory;

import io.piuptime.gateway.installation.SharedAnswers;
import io.piuptime.testkit.contracts.SharedAnswersContract;

class MemoryAnswersTest implements SharedAnswersContract {
    private final SharedAnswers store = new MemoryAnswers();

    @Override
    public SharedAnswers answers() {
        return store;
    }
}
