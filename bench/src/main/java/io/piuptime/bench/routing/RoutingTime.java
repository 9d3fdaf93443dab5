package io.piuptime.bench.routing;

import io.piuptime.catalog.CompiledOffer;
import io.piuptime.catalog.Offering;
import io.piuptime.catalog.Reasoning;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.health.Health;
import io.piuptime.gateway.health.TargetHealth;
import io.piuptime.gateway.load.Engines;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.gateway.route.Candidates;
import io.piuptime.gateway.route.Move;
import io.piuptime.gateway.route.Plan;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Routing;
import io.piuptime.model.catalog.StreamRecovery;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.routing.HashBy;
import io.piuptime.model.routing.Placement;
import io.piuptime.model.routing.Strategy;
import io.piuptime.observe.TraceContext;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * CPU time of this thread that it takes to find the candidates of an exchange, to admit one of them, and to tell its health
 * of the answer.
 */
public final class RoutingTime {
    private static final int SAMPLES = 15;
    private static final int BATCH = 256;
    private static final int SEED = 7;

    private final Duration each;
    private final int targets;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /**
     * A measurement.
     *
     * @param each how much CPU time is spent on one strategy and number of models, half of it to warm up
     * @param targets of each model
     */
    public RoutingTime(Duration each, int targets) {
        this.each = each;
        this.targets = targets;
    }

    /** Microseconds for each request by one strategy, with so many models asked for in no order: the median of the samples. */
    public double micros(Strategy strategy, int models) {
        Traffic traffic = new Traffic(strategy, models, targets);
        for (int at = 0; at < models; at++) {
            traffic.one(at, System.nanoTime()); // bound
        }
        run(traffic, each.toNanos() / 2);
        double[] samples = new double[SAMPLES];
        Arrays.setAll(samples, _ -> run(traffic, each.toNanos() / 2 / SAMPLES));
        Arrays.sort(samples);
        return samples[SAMPLES / 2];
    }

    private double run(Traffic traffic, long nanos) {
        long began = threads.getCurrentThreadCpuTime();
        long spent = 0;
        long times = 0;
        while (spent < nanos || times == 0) {
            long now = System.nanoTime();
            for (int at = 0; at < BATCH; at++) {
                traffic.next(now);
            }
            times += BATCH;
            spent = threads.getCurrentThreadCpuTime() - began;
        }
        return spent / 1e3 / times;
    }

    /** Exchanges with models in no order, each answered at once. */
    private static final class Traffic {
        private static final long FIRST_TOKEN = 300_000_000;

        private final Candidates candidates = new Candidates(
                new Health(1_000_000, new SplittableRandom(SEED)::nextDouble, new Queue(System::nanoTime)),
                new Engines(),
                new SplittableRandom(SEED));
        private final SplittableRandom random = new SplittableRandom(SEED);
        private final List<Exchange> exchanges = new ArrayList<>();

        Traffic(Strategy strategy, int models, int targets) {
            Snapshot snapshot = snapshot(strategy, models, targets);
            for (int at = 0; at < models; at++) {
                exchanges.add(exchange(snapshot, at));
            }
        }

        void next(long now) {
            one(random.nextInt(exchanges.size()), now);
        }

        void one(int model, long now) {
            Plan plan = new Plan(candidates.of(exchanges.get(model), _ -> "", now), false, true);
            if (!(plan.first(now) instanceof Move.Ask asked)) {
                throw new IllegalStateException("model " + model + " has no place (expected: one)");
            }
            TargetHealth health = asked.candidate().health();
            health.retryBudget().requested(now);
            health.answered(now, now, FIRST_TOKEN);
            health.released(now);
        }

        private static Snapshot snapshot(Strategy strategy, int models, int targets) {
            List<Provider> providers =
                    IntStream.range(0, targets).mapToObj(Traffic::provider).toList();
            List<Offering> offerings = new ArrayList<>();
            for (int model = 0; model < models; model++) {
                List<Target> own = new ArrayList<>();
                for (Provider provider : providers) {
                    own.add(new Target(provider, "model-" + model, Optional.empty(), Placement.EQUAL));
                }
                offerings.add(new Offering(
                        "model-" + model,
                        List.of(),
                        own,
                        Timers.DEFAULT,
                        false,
                        List.of(),
                        new Routing(strategy, HashBy.KEY, List.of(), StreamRecovery.ERROR, false),
                        false));
            }
            return new Snapshot(1, Instant.EPOCH, new CompiledOffer(offerings, Reasoning.shipped()), Limits.DEFAULT);
        }

        private static Provider provider(int number) {
            return Provider.of(
                    "provider-" + number,
                    Wire.OPENAI_CHAT,
                    URI.create("http://provider-" + number + "/v1"),
                    Optional.empty());
        }

        private static Exchange exchange(Snapshot snapshot, int model) {
            Exchange exchange = new Exchange(
                    new Exchange.Head(
                            "id",
                            Instant.EPOCH,
                            0,
                            "POST",
                            "/v1/chat/completions",
                            Optional.empty(),
                            Optional.empty(),
                            "127.0.0.1",
                            Priority.STANDARD,
                            TraceContext.start(new Random(SEED))),
                    snapshot);
            exchange.routed(snapshot.offer().find("model-" + model).orElseThrow());
            return exchange;
        }
    }
}
