package io.piuptime.testkit.torture;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.torture.history.Ends;
import io.piuptime.testkit.torture.history.JournalHistory;
import io.piuptime.testkit.torture.history.Letting;
import io.piuptime.testkit.torture.history.Replay;
import io.piuptime.testkit.torture.history.Stood;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * Budgets, many callers, and no peace: the budgets are raised from time to time, so that their edges are met again and again,
 * and at each edge all that the provider generated must fit into what was allowed until then.
 */
public final class Torture {
    /** The model that callers ask for. */
    public static final String MODEL = "metered";

    /** Requests that the limited may make in any stretch of time that is so long. */
    public static final int LIMIT = 60;

    public static final Duration WINDOW = Duration.ofSeconds(5);

    private static final List<Crowd> SPENDING = List.of(Crowd.STRICT, Crowd.SOFT);

    private final Settings settings;

    /**
     * How hard.
     *
     * @param callers at a time
     * @param time of the race
     * @param raise how often budgets are raised
     * @param stepMicros by how much
     * @param spreading how long a new budget may take to be known to all nodes
     * @param quiet how long after the race the books may take to be right
     */
    public record Settings(
            Map<Crowd, Integer> callers,
            Duration time,
            Duration raise,
            Map<Crowd, Long> stepMicros,
            long seed,
            Duration spreading,
            Duration quiet) {
        public Settings {
            callers = Map.copyOf(callers);
            stepMicros = Map.copyOf(stepMicros);
            requireNonNull(time, "time");
            requireNonNull(spreading, "spreading");
            requireNonNull(quiet, "quiet");
            if (!raise.isPositive() || raise.compareTo(time) > 0) {
                throw new IllegalArgumentException(
                        "raise: " + raise + " (expected: more than 0, at most " + time + ")");
            }
            for (Crowd crowd : SPENDING) {
                if (stepMicros.getOrDefault(crowd, 0L) < 1) {
                    throw new IllegalArgumentException(
                            "stepMicros: " + stepMicros + " (expected: >= 1 of " + SPENDING + ")");
                }
            }
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
            Race race = new Race(nodes, provider.billing());
            Await.elapsed(settings.spreading());
            Chaos chaos = new Chaos(nodes, stores, settings.seed());
            Future<?> breaking = begun(() -> chaos.run(settings.time()));
            Future<?> raising = begun(race::raise);
            Watch watch = new Watch(nodes);
            race.racers.race(settings.callers(), settings.time());
            ended(breaking);
            ended(raising);
            watch.close();
            Await.elapsed(settings.quiet());
            race.look();
            return race.verdict(chaos.done(), watch.troubles());
        }
    }

    private static Future<?> begun(Runnable task) {
        FutureTask<?> begun = new FutureTask<>(task, true);
        Thread.ofVirtual().start(begun);
        return begun;
    }

    /** Waits for its end. What went wrong there leaves no figures. */
    private static void ended(Future<?> task) throws InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A budget that is raised again and again. */
    private final class Raised {
        private final Crowd crowd;
        private final List<Purse.Edge> edges = new ArrayList<>();
        private String id = "";
        private long allowed;
        private long refused;

        Raised(Crowd crowd) {
            this.crowd = crowd;
        }

        void allowMore(Nodes nodes) {
            allowed = Math.addExact(allowed, settings.stepMicros().getOrDefault(crowd, 0L));
            id = nodes.budget(crowd, allowed);
        }

        void look(Racers racers, Billing billing) {
            long before = refused;
            refused = racers.refused(crowd);
            edges.add(new Purse.Edge(allowed, billing.micros(crowd), refused > before));
        }

        Purse purse(long bound, Ledger ledger) {
            return Purse.of(edges, bound, ledger, id);
        }
    }

    /** What is noted of it while it goes on. */
    private final class Race {
        private final Nodes nodes;
        private final Billing billing;
        private final Racers racers;
        private final Raised strict = new Raised(Crowd.STRICT);
        private final Raised soft = new Raised(Crowd.SOFT);

        Race(Nodes nodes, Billing billing) {
            this.nodes = nodes;
            this.billing = billing;
            this.racers = new Racers(nodes.ports(), nodes::key, settings.seed());
            allowMore();
        }

        /** What was generated is read before more is allowed: whoever is under way then was admitted under the old bound. */
        void raise() {
            long end =
                    System.nanoTime() + settings.time().minus(settings.raise()).toNanos();
            while (System.nanoTime() - end < 0) {
                Await.elapsed(settings.raise());
                look();
                allowMore();
            }
        }

        void look() {
            strict.look(racers, billing);
            soft.look(racers, billing);
        }

        private void allowMore() {
            strict.allowMore(nodes);
            soft.allowMore(nodes);
        }

        Verdict verdict(Map<String, Integer> faults, List<Letting.Trouble> troubles) {
            Ledger ledger = nodes.ledger();
            List<Generation> generations = billing.generations();
            long dearest = generations.stream()
                    .filter(one -> Crowd.SOFT.owns(one.marker()))
                    .mapToLong(Generation::micros)
                    .max()
                    .orElse(0);
            Ends ends = Ends.NONE;
            long bound = 0;
            Set<Stood> known = new HashSet<>();
            for (JournalHistory journal : nodes.journals()) {
                Replay replay = Replay.of(journal, Set.of(soft.id), dearest);
                ends = ends.and(replay.ends());
                bound += replay.softBound();
                known.addAll(replay.standings());
            }
            return new Verdict(
                    strict.purse(0, ledger),
                    soft.purse(bound, ledger),
                    Charges.of(generations, racers.whole(), ledger.charged()),
                    new Verdict.Journal(ends, differing(known, ledger.leases())),
                    letting(troubles),
                    new Verdict.Met(generations.size(), racers.outcomes(), faults));
        }

        private Letting letting(List<Letting.Trouble> troubles) {
            Map<String, Long> asked = racers.asked();
            List<Letting.Admitted> admitted = billing.arrivals().entrySet().stream()
                    .filter(arrival -> Crowd.LIMITED.owns(arrival.getKey()) && asked.containsKey(arrival.getKey()))
                    .map(arrival -> new Letting.Admitted(asked.getOrDefault(arrival.getKey(), 0L), arrival.getValue()))
                    .toList();
            return Letting.of(admitted, troubles, LIMIT, WINDOW.toNanos(), nodes.count());
        }
    }

    /** Accounts that one of both knows and the other does not, or otherwise. */
    static int differing(Set<Stood> written, List<Stood> leases) {
        Set<Stood> all = new HashSet<>(written);
        all.addAll(leases);
        Set<Stood> both = new HashSet<>(written);
        both.retainAll(leases);
        return (int) all.stream()
                .filter(one -> !both.contains(one))
                .map(one -> one.node() + "/" + one.budget())
                .distinct()
                .count();
    }
}
