package io.piuptime.gateway.budget.rate.interleaved;

import io.piuptime.gateway.budget.rate.Binding;
import io.piuptime.gateway.budget.rate.Meters;
import io.piuptime.gateway.budget.rate.Outcome;
import io.piuptime.gateway.budget.rate.Taken;
import io.piuptime.gateway.budget.rate.Wants;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import java.util.List;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** All or nothing, and each given back once, whoever comes when. */
class MetersInterleavingsTest {
    private static final int SCENARIOS = 6;
    private static final int ORDERS = 100;

    @Test
    void exchanges_take_all_or_nothing_and_give_back_once_in_every_order() {
        new ModelCheckingOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(ORDERS)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(1)
                .check(Nearly.class);
    }

    /** Two limits with room for one more exchange, of which the second is reached by tokens. */
    public static final class Nearly {
        private final Meters meters = new Meters(() -> 1_000_000, new Queue(() -> 0), 100);
        private final Binding bound = new Binding(
                "acme",
                List.of(
                        item(Level.TEAM, Measure.CONCURRENT, new Window.Total(), 2),
                        item(Level.KEY, Measure.TOKENS, Window.Calendar.DAY, 100)));
        private final Outcome first = meters.take(bound, "m", new Wants(1, 40, 20), false);

        private static Bound item(Level level, Measure measure, Window window, long amount) {
            return new Bound(new Subject(level, "x"), new Limit(measure, window, amount, Optional.empty(), false));
        }

        @Operation
        public boolean takeMuch() {
            return meters.take(bound, "m", new Wants(1, 30, 20), false) instanceof Taken;
        }

        @Operation
        public boolean takeLittle() {
            return meters.take(bound, "m", new Wants(1, 10, 10), false) instanceof Taken;
        }

        @Operation
        public void settleFirst() {
            if (first instanceof Taken taken) {
                taken.settle(new Wants(1, 5, 5));
            }
        }

        @Operation
        public void giveFirstBack() {
            if (first instanceof Taken taken) {
                taken.giveBack();
            }
        }
    }
}
