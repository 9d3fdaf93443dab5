package io.piuptime.gateway.pressure.shed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Limits;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One model does not take the room of the others. */
class BulkheadTest {
    private static final int MOST = 3;

    private final Sheds sheds = new Sheds();
    private final Bulkhead bulkhead = new Bulkhead(sheds);
    private final Exchanges exchanges = new Exchanges(MOST);

    @Test
    void a_model_has_as_many_as_it_may_and_the_others_theirs() {
        Exchange first = exchanges.to("slow");
        bulkhead.request(first);
        bulkhead.request(exchanges.to("slow"));
        bulkhead.request(exchanges.to("slow"));
        Exchange refused = exchanges.to("slow");
        RefusedException refusal = catchThrowableOfType(RefusedException.class, () -> bulkhead.request(refused));
        assertThat(refusal.refusal()).isInstanceOfSatisfying(Refusal.ModelBusy.class, busy -> {
            assertThat(busy.message())
                    .isEqualTo("The model 'slow' has 3 exchanges under way already, its limit; try again.");
            assertThat(busy.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
        });
        assertThat(sheds.total(Shed.MODEL)).isEqualTo(1);

        bulkhead.request(exchanges.to("quick"));
        Exchanges.end(refused);
        assertThat(bulkhead.inFlight()).isEqualTo(4);
        Exchanges.end(first);
        bulkhead.request(exchanges.to("slow"));
        assertThat(bulkhead.inFlight()).isEqualTo(4);
    }

    @Test
    void a_provider_that_is_asked_itself_is_no_model_of_its_name() {
        for (int i = 0; i < MOST; i++) {
            bulkhead.request(exchanges.to("p"));
        }
        Exchange errand = exchanges.of("key", Priority.STANDARD);
        errand.asks("passthrough", Exchanges.model("p"));
        bulkhead.request(errand);
        assertThat(bulkhead.inFlight()).isEqualTo(MOST + 1);
    }

    @Test
    void left_out_it_is_three_quarters_and_never_none() {
        assertThat(Limits.perModel(8192)).isEqualTo(6144);
        assertThat(Limits.perModel(10)).isEqualTo(8);
        assertThat(Limits.perModel(3)).isEqualTo(3);
        assertThat(Limits.perModel(1)).isEqualTo(1);
        assertThat(Limits.DEFAULT.exchangesPerModel()).isEqualTo(Limits.perModel(Limits.DEFAULT.exchanges()));
    }

    @Test
    void exchanges_that_race_are_never_more_than_it_may_have_and_all_given_back() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int turn = 0; turn < 5_000; turn++) {
                    Exchange exchange = exchanges.to("m");
                    try {
                        bulkhead.request(exchange);
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        served.incrementAndGet();
                        Thread.onSpinWait();
                        inside.decrementAndGet();
                    } catch (RefusedException _) {
                        refused.incrementAndGet();
                    }
                    Exchanges.end(exchange);
                    Exchanges.end(exchange);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most).hasValueLessThanOrEqualTo(MOST);
        assertThat(served.get() + refused.get()).isEqualTo(40_000);
        assertThat(served).hasPositiveValue();
        assertThat(sheds.total(Shed.MODEL)).isEqualTo(refused.get());
        assertThat(bulkhead.inFlight()).isZero();
    }
}
