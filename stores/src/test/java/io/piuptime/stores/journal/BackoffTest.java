package io.piuptime.stores.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void doubles_from_a_tenth_of_a_second_up_to_five_seconds() {
        long[] wholes = {100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000};
        for (long whole : wholes) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(whole / 2), Duration.ofMillis(whole));
        }
    }

    @Test
    void starts_again_after_a_success() {
        for (int i = 0; i < 6; i++) {
            assertThat(backoff.next()).isPositive();
        }

        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void differs_from_one_to_the_next() {
        Backoff other = new Backoff(new Random(2));

        assertThat(backoff.next()).isNotEqualTo(other.next());
    }
}
