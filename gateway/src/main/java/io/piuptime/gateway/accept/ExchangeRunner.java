package io.piuptime.gateway.accept;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Step;
import io.piuptime.gateway.pending.PendingException;
import io.vertx.core.Context;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The one class that knows threads: runs the phases of steps where their pace belongs, and comes back to the event loop of
 * the exchange. With nothing but steps of memory it is a plain loop.
 */
final class ExchangeRunner {
    private final Executor heavy;
    private final Executor waiting;

    /**
     * Runs what is not for event loops elsewhere.
     *
     * @param heavy a bounded pool for computing
     * @param waiting virtual threads for waiting
     */
    ExchangeRunner(Executor heavy, Executor waiting) {
        this.heavy = heavy;
        this.waiting = waiting;
    }

    /** Runs one phase of every step in order, then {@code done}; the first failure goes to {@code failed} instead. */
    void run(
            Context loop,
            List<Step> steps,
            BiConsumer<Step, Exchange> phase,
            Exchange exchange,
            Runnable done,
            Consumer<RuntimeException> failed) {
        runFrom(0, loop, steps, phase, exchange, done, failed);
    }

    /** Computes something that may take too long for the loop, and hands the result over on the loop. */
    <T> void heavy(Context loop, Supplier<T> work, Consumer<T> done, Consumer<RuntimeException> failed) {
        elsewhere(heavy, loop, work, done, failed);
    }

    /** Waits for something outside, and hands the result over on the loop. */
    <T> void waiting(Context loop, Supplier<T> work, Consumer<T> done, Consumer<RuntimeException> failed) {
        elsewhere(waiting, loop, work, done, failed);
    }

    private void runFrom(
            int first,
            Context loop,
            List<Step> steps,
            BiConsumer<Step, Exchange> phase,
            Exchange exchange,
            Runnable done,
            Consumer<RuntimeException> failed) {
        for (int i = first; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.pace() != Step.Pace.MEMORY) {
                int next = i + 1;
                elsewhere(
                        step.pace() == Step.Pace.HEAVY ? heavy : waiting,
                        loop,
                        () -> {
                            phase.accept(step, exchange);
                            return next;
                        },
                        from -> runFrom(from, loop, steps, phase, exchange, done, failed),
                        failed);
                return;
            }
            try {
                phase.accept(step, exchange);
            } catch (PendingException e) {
                int next = i + 1;
                e.pending()
                        .begin(
                                task -> loop.runOnContext(_ -> task.run()),
                                () -> runFrom(next, loop, steps, phase, exchange, done, failed),
                                failed);
                return;
            } catch (RuntimeException e) {
                failed.accept(e);
                return;
            }
        }
        done.run();
    }

    private static <T> void elsewhere(
            Executor executor, Context loop, Supplier<T> work, Consumer<T> done, Consumer<RuntimeException> failed) {
        executor.execute(() -> {
            T result;
            try {
                result = work.get();
            } catch (RuntimeException e) {
                loop.runOnContext(_ -> failed.accept(e));
                return;
            }
            loop.runOnContext(_ -> done.accept(result));
        });
    }
}
