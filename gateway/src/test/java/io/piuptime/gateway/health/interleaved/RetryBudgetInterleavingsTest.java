package io.piuptime.gateway.health.interleaved;

import io.piuptime.gateway.health.RetryBudget;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** No repeat too many, whoever comes when. */
class RetryBudgetInterleavingsTest {
    @Test
    void no_order_lends_a_repeat_twice() {
        Interleavings.check(NearlySpent.class);
    }

    /** A budget with one repeat left, and another one for every second request. */
    public static final class NearlySpent {
        private final RetryBudget budget = new RetryBudget();

        public NearlySpent() {
            for (int i = 0; i < 18; i++) {
                budget.requested(0);
            }
            budget.takeRepeat(0);
            budget.takeRepeat(0);
        }

        @Operation
        public boolean takeRepeat() {
            return budget.takeRepeat(0);
        }

        @Operation
        public void request() {
            budget.requested(0);
        }
    }
}
