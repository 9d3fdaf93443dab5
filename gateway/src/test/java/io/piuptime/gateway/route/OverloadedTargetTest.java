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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A target that for a minute turns away a share of what it gets and says to come back at once, so that it never pauses:
 * played through without a clock, at 100 exchanges a second, with another target that can stand in.
 */
class OverloadedTargetTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long BETWEEN = 10 * MILLI;
    private static final long FROM = 10 * SECOND;
    private static final long TO = 70 * SECOND;
    private static final long AT_ONCE = 0;
    private static final long SEED = 11;

    private final Random random = new Random(SEED);
    private final Health health = new Health(10, random::nextDouble, new Queue(() -> 0));
    private final Candidate first = candidate("first", 0);

    private int exchanges;
    private int asked;
    private int answered;
    private int refused;

    @ParameterizedTest(name = "of {0} turned away, the other in tier {1}: between {2} % and {3} % are sent there")
    @CsvSource({"0.5, 0, 45, 62", "0.5, 1, 45, 62", "0.9, 0, 17, 28", "0.04, 0, 95, 100"})
    void a_target_that_turns_many_away_gets_fewer(double share, int tier, int least, int most) {
        List<Candidate> candidates = List.of(first, candidate("other", tier));
        during(0, FROM, candidates, 0, false);
        assertThat(percentAsked()).as("before").isEqualTo(100);

        during(FROM, FROM + 30 * SECOND, candidates, share, false);
        during(FROM + 30 * SECOND, TO, candidates, share, false);
        assertThat(percentAsked()).as("when it was known").isBetween(least, most);
        assertThat(answered).as("answered").isEqualTo(exchanges);

        during(TO, TO + 30 * SECOND, candidates, 0, false);
        during(TO + 30 * SECOND, TO + 60 * SECOND, candidates, 0, false);
        assertThat(percentAsked()).as("30 s after it was well").isEqualTo(100);
    }

    @Test
    void the_last_one_gets_everything() {
        during(0, 30 * SECOND, List.of(first), 0.5, false);
        assertThat(refused).isZero();
        assertThat(percentAsked()).isEqualTo(100);
    }

    @Test
    void where_there_is_no_other_what_can_wait_yields() {
        during(0, 30 * SECOND, List.of(first), 0.5, true);
        during(30 * SECOND, 60 * SECOND, List.of(first), 0.5, true);
        assertThat(percentAsked()).isBetween(45, 62);
        assertThat(refused).isEqualTo(exchanges - asked);
    }

    private int percentAsked() {
        return 100 * asked / exchanges;
    }

    /** Plays exchanges that are answered or turned away at once, and counts them. */
    private void during(long from, long to, List<Candidate> candidates, double turnedAway, boolean yields) {
        exchanges = 0;
        asked = 0;
        answered = 0;
        refused = 0;
        for (long now = from; now < to; now += BETWEEN) {
            exchanges++;
            Plan plan = new Plan(candidates, false, true, yields);
            Move move = plan.first(now);
            refused += move instanceof Move.Stop ? 1 : 0;
            asked += move.equals(new Move.Ask(first, 0)) ? 1 : 0;
            while (move instanceof Move.Ask next) {
                move = attempt(plan, next.candidate(), turnedAway, now);
            }
        }
    }

    private Move attempt(Plan plan, Candidate candidate, double turnedAway, long now) {
        if (candidate.equals(first) && random.nextDouble() < turnedAway) {
            first.health().failed(now, now, Fault.RATE, AT_ONCE);
            return plan.after(Fault.RATE, AT_ONCE, now, SECOND);
        }
        answered++;
        candidate.health().answered(now, now, MILLI);
        candidate.health().released(now);
        return new Move.Stop();
    }

    private Candidate candidate(String name, int tier) {
        URI address = URI.create("http://" + name);
        return new Candidate(
                new Target(Provider.of(name, Wire.OPENAI_CHAT, address, Optional.empty()), "m"),
                health.of(new HealthKey(address.toString(), "m", "k")),
                new Engine(),
                new RateLimitReader(Habits.NONE),
                tier,
                Abilities.UNKNOWN);
    }
}
