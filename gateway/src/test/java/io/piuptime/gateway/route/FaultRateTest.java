package io.piuptime.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.health.Fault;
import io.piuptime.gateway.health.Health;
import io.piuptime.gateway.health.HealthKey;
import io.piuptime.gateway.health.rates.RateLimitReader;
import io.piuptime.gateway.load.Engine;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attempts that fail now and then, each for itself, at three targets: played through without a clock. */
class FaultRateTest {
    private static final int EXCHANGES = 50_000;
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long ANSWERS_AFTER = 20 * MILLI;
    private static final long FAILS_AFTER = 5 * MILLI;
    private static final List<Fault> FAULTS =
            List.of(Fault.SERVER, Fault.BROKEN, Fault.RATE, Fault.OVERLOADED, Fault.GARBAGE);

    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at));
    private final List<Long> added = new ArrayList<>();
    private long now;

    @ParameterizedTest(name = "{0} of the attempts fail, {2} exchanges a second, seed {3}: {1} % are answered")
    @CsvSource({
        "0.02, 99.99, 10, 1",
        "0.02, 99.99, 100, 2",
        "0.02, 99.99, 1000, 3",
        "0.10, 99.8, 10, 4",
        "0.10, 99.8, 100, 5",
        "0.10, 99.8, 1000, 6"
    })
    void nearly_all_exchanges_are_answered(double failing, double answered, int perSecond, long seed) {
        Random random = new Random(seed);
        List<Candidate> candidates = candidates(random);
        for (int i = 0; i < EXCHANGES; i++) {
            later(SECOND + i * (SECOND / perSecond), () -> new Exchange(candidates, failing, random).begin());
        }
        while (!events.isEmpty()) {
            Event next = events.remove();
            now = next.at();
            next.what().run();
        }
        Collections.sort(added);

        assertThat(100.0 * added.size() / EXCHANGES).isGreaterThanOrEqualTo(answered);
        assertThat(added.get(added.size() / 2)).as("added to the median").isZero();
        assertThat(added.get(added.size() / 100 * 99)).as("added to p99").isLessThanOrEqualTo(1300 * MILLI);
    }

    private void later(long at, Runnable what) {
        events.add(new Event(at, what));
    }

    private record Event(long at, Runnable what) {}

    /** One exchange, from attempt to attempt. */
    private final class Exchange {
        private final Plan plan;
        private final double failing;
        private final Random random;
        private final long begun = now;

        Exchange(List<Candidate> candidates, double failing, Random random) {
            this.plan = new Plan(candidates, false, true);
            this.failing = failing;
            this.random = random;
        }

        void begin() {
            ask(Tiers.asked(plan.first(now)));
        }

        private void ask(Candidate asked) {
            long admitted = now;
            asked.health().retryBudget().requested(now);
            if (random.nextDouble() >= failing) {
                later(now + ANSWERS_AFTER, () -> answered(asked, admitted));
            } else {
                Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
                later(now + FAILS_AFTER, () -> failed(asked, admitted, fault));
            }
        }

        private void answered(Candidate asked, long admitted) {
            asked.health().answered(admitted, now, ANSWERS_AFTER);
            asked.health().released(admitted);
            added.add(now - begun - ANSWERS_AFTER);
        }

        private void failed(Candidate asked, long admitted, Fault fault) {
            long retryAfter = fault == Fault.RATE ? SECOND : -1;
            asked.health().failed(admitted, now, fault, retryAfter);
            if (plan.after(fault, retryAfter, now, 600 * SECOND) instanceof Move.Ask next) {
                later(now + next.afterNanos(), () -> ask(next.candidate()));
            }
        }
    }

    private static List<Candidate> candidates(Random random) {
        Health health = new Health(10, random::nextDouble, new Queue(() -> 0));
        List<Candidate> candidates = new ArrayList<>();
        for (int tier = 0; tier < 3; tier++) {
            URI address = URI.create("http://t" + tier);
            candidates.add(new Candidate(
                    new Target(Provider.of("t" + tier, Wire.OPENAI_CHAT, address, Optional.empty()), "m"),
                    health.of(new HealthKey(address.toString(), "m", "k")),
                    new Engine(),
                    new RateLimitReader(Habits.NONE),
                    tier,
                    Abilities.UNKNOWN));
        }
        return candidates;
    }
}
