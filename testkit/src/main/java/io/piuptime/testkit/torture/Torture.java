package io.piuptime.testkit.torture;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.raw.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One budget, many callers, and no peace: the budget is raised from time to time, so that its edge is met again and again, and
 * at each edge all that the provider generated must fit into what was allowed until then.
 */
public final class Torture {
    /** The model that callers ask for. */
    public static final String MODEL = "metered";

    private final Settings settings;

    /**
     * How hard.
     *
     * @param callers at a time
     * @param time of the race
     * @param raises how often the budget is raised
     * @param stepMicros by how much
     * @param spreading how long a new budget may take to be known to all nodes
     * @param quiet how long after the race the books may take to be right
     */
    public record Settings(
            int callers, Duration time, int raises, long stepMicros, long seed, Duration spreading, Duration quiet) {
        public Settings {
            requireNonNull(time, "time");
            requireNonNull(spreading, "spreading");
            requireNonNull(quiet, "quiet");
            if (callers < 1 || raises < 1 || stepMicros < 1) {
                throw new IllegalArgumentException("callers, raises, stepMicros: " + callers + ", " + raises + ", "
                        + stepMicros + " (expected: >= 1 each)");
            }
        }
    }

    /** A moment: what was allowed, and what had been generated. */
    record Edge(long allowedMicros, long generatedMicros) {
        long over() {
            return Math.max(0, generatedMicros - allowedMicros);
        }
    }

    public Torture(Settings settings) {
        this.settings = requireNonNull(settings, "settings");
    }

    /**
     * Plays it.
     *
     * @param start starts the nodes, whose only provider is at the base URL that it is given
     * @param stores that the nodes share
     */
    public Verdict play(Function<String, Nodes> start, Stores stores) throws InterruptedException {
        try (MeteredProvider provider = new MeteredProvider(settings.seed());
                Nodes nodes = start.apply(provider.baseUrl())) {
            List<Edge> edges = new ArrayList<>();
            nodes.budget(settings.stepMicros());
            Await.elapsed(settings.spreading());
            Chaos chaos = new Chaos(nodes, stores, settings.seed());
            Racers racers = new Racers(nodes.ports(), nodes.key(), settings.seed());
            Thread breaking = Thread.ofVirtual().start(() -> chaos.run(settings.time()));
            Thread raising = Thread.ofVirtual().start(() -> raise(nodes, provider.billing(), edges));
            racers.race(settings.callers(), settings.time());
            breaking.join();
            raising.join();
            Await.elapsed(settings.quiet());
            edges.add(new Edge(
                    settings.stepMicros() * settings.raises(),
                    provider.billing().micros()));
            return Verdict.of(edges, provider.billing().generations(), racers.met(), nodes.ledger(), chaos.done());
        }
    }

    /** What was generated is read before more is allowed: whoever is under way then was admitted under the old bound. */
    private void raise(Nodes nodes, Billing billing, List<Edge> edges) {
        for (int raised = 1; raised < settings.raises(); raised++) {
            Await.elapsed(settings.time().dividedBy(settings.raises()));
            edges.add(new Edge(settings.stepMicros() * raised, billing.micros()));
            nodes.budget(settings.stepMicros() * (raised + 1));
        }
    }
}
