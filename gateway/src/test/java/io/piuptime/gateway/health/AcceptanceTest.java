package io.piuptime.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptanceTest {
    private static final long SECOND = 1_000_000_000L;

    private double drawn;
    private final Acceptance acceptance = new Acceptance(() -> drawn);

    @ParameterizedTest(name = "{0} taken, {1} turned away: {2} go elsewhere")
    @CsvSource({
        "0, 0, 0",
        "1000, 0, 0",
        // 95 of 100 are enough
        "95, 5, 0",
        "950, 50, 0",
        // (100 - 90 / 0.95) / 101
        "90, 10, 0.0521",
        "50, 50, 0.4690",
        // never more than 0.8
        "10, 90, 0.8",
        "0, 1000, 0.8",
        // fewer than 20 say nothing
        "0, 19, 0",
        "0, 20, 0.8",
        "10, 10, 0.4511"
    })
    void spares_what_exceeds_the_taken(int taken, int turnedAway, double share) {
        told(0, taken, turnedAway);

        assertThat(acceptance.share(0)).isCloseTo(share, within(0.0001));
    }

    @Test
    void looks_back_for_thirty_seconds() {
        told(0, 50, 50);
        told(15 * SECOND, 100, 0);

        // (200 - 150 / 0.95) / 201
        assertThat(acceptance.share(29 * SECOND)).isCloseTo(0.2095, within(0.0001));
        assertThat(acceptance.share(30 * SECOND)).isZero();
    }

    @Test
    void draws_by_the_share() {
        told(0, 50, 50);
        drawn = 0.46;
        assertThat(acceptance.spares(0)).isTrue();
        drawn = 0.47;
        assertThat(acceptance.spares(0)).isFalse();
    }

    @Test
    void draws_nothing_without_a_share() {
        Acceptance calm = new Acceptance(() -> {
            throw new AssertionError("drawn (expected: not needed)");
        });
        for (int i = 0; i < 100; i++) {
            calm.took(0);
        }
        calm.turnedAway(0);

        assertThat(calm.spares(0)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void of_so_many_as_come_half_more_than_it_takes_are_let_through_at_most(long seed) {
        Random random = new Random(seed);
        Acceptance target = new Acceptance(random::nextDouble);
        int sent = 0;
        for (long second = 0; second < 120; second++) {
            int places = 40; // of 100 that come each second
            for (int request = 0; request < 100; request++) {
                long now = second * SECOND + request * SECOND / 100;
                if (target.spares(now)) {
                    continue;
                }
                sent += second >= 60 ? 1 : 0;
                if (places-- > 0) {
                    target.took(now);
                } else {
                    target.turnedAway(now);
                }
            }
        }

        // the geometric mean of what comes and what is taken, for only what was sent is counted
        assertThat(sent / 60).isBetween(60, 70);
    }

    private void told(long now, int taken, int turnedAway) {
        for (int i = 0; i < taken; i++) {
            acceptance.took(now);
        }
        for (int i = 0; i < turnedAway; i++) {
            acceptance.turnedAway(now);
        }
    }
}
