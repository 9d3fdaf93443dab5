package io.piuptime.stores.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.observe.usage.UsageStore;
import io.piuptime.testkit.contracts.SampleUsage;
import io.piuptime.testkit.contracts.UsageStoreContract;
import org.junit.jupiter.api.Test;

class MemoryUsageStoreTest implements UsageStoreContract {
    private final MemoryUsageStore store = new MemoryUsageStore(100_000);

    @Override
    public UsageStore store() {
        return store;
    }

    @Test
    void the_oldest_records_make_room_for_new_ones() {
        MemoryUsageStore small = new MemoryUsageStore(3);

        assertThat(small.add(SampleUsage.records(0, 5))).isEqualTo(5);

        assertThat(small.page(UsageQuery.newest(10)).records())
                .containsExactlyElementsOf(SampleUsage.records(2, 5).reversed());
    }

    @Test
    void refuses_to_hold_nothing() {
        assertThatThrownBy(() -> new MemoryUsageStore(0)).hasMessage("capacity: 0 (expected: >= 1)");
    }
}
