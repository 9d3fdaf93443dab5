package io.piuptime.gateway.budget.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.budget.rate.Binding;
import io.piuptime.gateway.budget.rate.Meters;
import io.piuptime.gateway.pending.PendingException;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A step with all that it needs, whose clock and event loop are moved by hand. */
final class House {
    final AtomicLong millis = new AtomicLong(Exchanges.NOW.toEpochMilli());
    final Exchanges exchanges = new Exchanges();
    final Queue queue = new Queue(this::nanos);
    final Meters meters = new Meters(millis::get, queue, 1_000);
    final Turns turns = new Turns(queue, this::nanos);
    final Rates rates;
    final List<String> told = new ArrayList<>();
    private final Deque<Runnable> loop = new ArrayDeque<>();

    House(Bound... items) {
        Binding bound = new Binding("acme", List.of(items));
        rates = new Rates(_ -> bound, meters, turns);
    }

    static Bound limit(Measure measure, Window window, long amount, boolean queues) {
        return new Bound(new Subject(Level.KEY, "k1"), new Limit(measure, window, amount, Optional.empty(), queues));
    }

    /** Tries. A pending one tells by its id what became of it. */
    void ask(Exchange exchange) {
        String id = exchange.head().id();
        try {
            rates.request(exchange);
            told.add(id + " passed");
        } catch (PendingException e) {
            e.pending()
                    .begin(
                            loop::add,
                            () -> told.add(id + " passed"),
                            failure -> told.add(id + " "
                                    + ((RefusedException) failure)
                                            .refusal()
                                            .getClass()
                                            .getSimpleName()));
        } catch (RefusedException e) {
            told.add(id + " " + e.refusal().getClass().getSimpleName());
        }
        runLoop();
    }

    /** Refused at once. */
    Refusal refusal(Exchange exchange) {
        try {
            rates.request(exchange);
        } catch (RefusedException e) {
            return e.refusal();
        }
        throw new AssertionError("passed (expected: refused)");
    }

    void pass(long forMillis) {
        for (long left = forMillis; left > 0; left -= 5) {
            millis.addAndGet(Math.min(5, left));
            turns.tick();
            runLoop();
        }
    }

    void runLoop() {
        for (int i = 0; !loop.isEmpty(); i++) {
            assertThat(i).as("tasks on the loop").isLessThan(100_000);
            loop.remove().run();
        }
    }

    private long nanos() {
        return millis.get() * 1_000_000;
    }
}
