package io.piuptime.testkit.card.run;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.card.Call;
import io.piuptime.testkit.card.History;
import io.piuptime.testkit.card.Judge;
import io.piuptime.testkit.card.Judged;
import io.piuptime.testkit.card.Scenario;
import io.piuptime.testkit.card.Scenarios;
import io.piuptime.testkit.card.Series;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.wall.SixtyWords;
import io.piuptime.testkit.wall.Wall;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The scenarios one after the other, as FailoverBench plays them: all through one gateway and one provider, so that what
 * one scenario does to the gateway's opinion of the provider is felt by the next.
 */
public final class CardRun {
    private static final Duration HEALTHY_PATIENCE = Duration.ofSeconds(10);

    private final Wall wall;
    private final URI gateway;
    private final String key;
    private final Judge judge = new Judge();

    /**
     * Prepares one.
     *
     * @param gateway its address without a path; it is configured with {@link GatewaySettings}
     * @param key that the gateway accepts
     */
    public CardRun(Wall wall, URI gateway, String key) {
        this.wall = requireNonNull(wall, "wall");
        this.gateway = requireNonNull(gateway, "gateway");
        this.key = requireNonNull(key, "key");
    }

    /** Plays them; each verdict is told as soon as it is found. */
    public Card play(List<Scenario> scenarios, Consumer<Judged> told) {
        List<Judged> all = new ArrayList<>();
        long start = System.nanoTime();
        try (Caller caller = new Caller(gateway, key)) {
            for (Scenario scenario : scenarios) {
                Judged judged = judge.judge(scenario, history(scenario, caller));
                told.accept(judged);
                all.add(judged);
            }
        }
        return new Card(all, seconds(start));
    }

    private History history(Scenario scenario, Caller caller) {
        wall.reset();
        long start = System.nanoTime();
        List<Call> calls = scenario.series()
                .map(series -> calls(scenario, series, caller))
                .orElseGet(() -> List.of(caller.ask(scenario.model(), true, 0, scenario.patience())));
        double taken = scenario.series().isPresent()
                ? seconds(start)
                : calls.getFirst().seconds();
        var attempts = wall.attempts();
        Call healthy = caller.ask(Scenarios.HEALTHY, false, seconds(start), HEALTHY_PATIENCE);
        Optional<String> afterwards = healthy.isWhole()
                ? Optional.empty()
                : Optional.of("a healthy request failed afterwards: "
                        + (healthy.isAnswered() ? SixtyWords.count(healthy.text()) + " words of 60" : healthy.error()));
        return new History(calls, attempts, taken, wall.timing().flapDown().toMillis() / 1e3, afterwards);
    }

    private static List<Call> calls(Scenario scenario, Series series, Caller caller) {
        List<Call> calls = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < series.count(); i++) {
            long due = start + i * series.between().toNanos();
            Await.elapsed(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            calls.add(caller.ask(scenario.model(), true, seconds(start), series.patience()));
        }
        return calls;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
