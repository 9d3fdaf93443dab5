package io.piuptime.gateway.send;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.budget.ByteBudget;
import io.piuptime.gateway.budget.money.pay.Paying;
import io.piuptime.gateway.budget.money.pay.Turns;
import io.piuptime.gateway.egress.CheckedHosts;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.gateway.route.Candidates;
import io.piuptime.gateway.send.course.Course;
import io.piuptime.gateway.send.pool.Upstreams;
import io.piuptime.gateway.sign.Signer;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Timers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What belongs to one event loop: its deadlines and its connections. All methods run on the loop. */
public final class Loop implements Turns {
    private final Ticker ticker;
    private final Upstreams upstreams;
    private final long timer;
    private final Vertx vertx;
    private final Means means;
    private final IdentityHashMap<Speech, URI> bases = new IdentityHashMap<>();
    private final Candidates candidates;
    private final Context context;

    /**
     * What all loops share.
     *
     * @param loops how many there are, which share the limits of a provider's pool
     * @param away threads that may wait
     * @param hosts where connections to guarded hosts go
     * @param paying says what exchanges have to pay from
     */
    public record Means(
            int loops, ByteBudget buffers, Signer signer, Executor away, CheckedHosts hosts, Paying paying) {}

    /**
     * Starts on the loop that calls.
     *
     * @param candidates of this loop
     */
    public Loop(Vertx vertx, Means means, LongSupplier nanos, Candidates candidates) {
        this.candidates = candidates;
        this.means = means;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.ticker = new Ticker(nanos);
        this.upstreams = new Upstreams(vertx, means.loops(), means.hosts(), means.away());
        this.timer = vertx.setPeriodic(Ticker.PERIOD_MILLIS, _ -> ticker.tick());
    }

    public Ticker ticker() {
        return ticker;
    }

    Candidates candidates() {
        return candidates;
    }

    Queue queue() {
        return candidates.queue();
    }

    /** Runs on the loop, soon; any thread may say so. */
    @Override
    public void enter(Runnable task) {
        context.runOnContext(_ -> task.run());
    }

    /**
     * The course of an exchange.
     *
     * @param headers gives the value of a header of its request, or an empty text
     */
    Course course(Exchange exchange, UnaryOperator<String> headers, boolean repeatable) {
        Course.Ways ways = new Course.Ways(candidates, means.paying(), this, headers);
        return new Course(ways, exchange, repeatable, ticker.now());
    }

    Signer signer() {
        return means.signer();
    }

    /** Waits for something elsewhere, and comes back to the loop with it. */
    <T> void waiting(Supplier<T> work, Consumer<T> done, Consumer<RuntimeException> failed) {
        means.away().execute(() -> {
            T result;
            try {
                result = work.get();
            } catch (RuntimeException e) {
                context.runOnContext(_ -> failed.accept(e));
                return;
            }
            context.runOnContext(_ -> done.accept(result));
        });
    }

    public ByteBudget buffers() {
        return means.buffers();
    }

    Upstreams upstreams() {
        return upstreams;
    }

    /** Runs once on the loop, after a while. */
    @Override
    public void later(long millis, Runnable task) {
        vertx.setTimer(millis, _ -> task.run());
    }

    /** Runs once on the loop, after what is under way now. */
    public void soon(Runnable task) {
        vertx.runOnContext(_ -> task.run());
    }

    /** Where a speech is spoken to a model; addresses are read once. */
    URI baseOf(Speech speech, String model) {
        return speech.baseUrl().indexOf('{') >= 0
                ? speech.url(model)
                : bases.computeIfAbsent(speech, one -> one.url(""));
    }

    /** Lets go of connections that the new configuration has no use for. */
    public void swapped(Collection<Provider> providers, Collection<Timers> timers) {
        bases.clear();
        candidates.swapped();
        upstreams.retain(providers, timers);
    }

    public void close() {
        vertx.cancelTimer(timer);
        upstreams.close();
    }
}
