package io.piuptime.testkit.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.raw.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StoresUnderFaultTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void every_fault_is_over_when_it_is_ended() {
        try (StoresUnderFault stores = new StoresUnderFault()) {
            assertThat(stores.yaml()).startsWith("stores: {database: \"postgresql://piup:");
            for (StoreFault fault : stores.faults()) {
                stores.begin(fault);
                stores.end(fault);
                Await.until(fault.text() + ", and over", PATIENCE, stores::areWell);
            }
        }
    }
}
