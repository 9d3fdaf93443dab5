package io.piuptime.testkit.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places<String> places = new Places<>(2);

    @Test
    void works_on_as_much_as_it_has_places_and_lets_the_rest_wait() {
        assertThat(places.arrives("a")).isTrue();
        assertThat(places.arrives("b")).isTrue();
        assertThat(places.arrives("c")).isFalse();
        assertThat(places.running()).isEqualTo(2);
        assertThat(places.waiting()).isEqualTo(1);
        assertThat(places.use()).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void who_came_first_takes_a_place_that_becomes_free() {
        for (String work : new String[] {"a", "b", "c", "d"}) {
            places.arrives(work);
        }
        assertThat(places.ends(true)).contains("c");
        assertThat(places.running()).isEqualTo(2);
        assertThat(places.ends(true)).contains("d");
        assertThat(places.ends(true)).isEmpty();
        assertThat(places.running()).isEqualTo(1);
        assertThat(places.finished()).isEqualTo(3);
    }

    @Test
    void who_gives_up_waiting_takes_no_place_and_who_gives_up_working_has_not_finished() {
        for (String work : new String[] {"a", "b", "c", "d"}) {
            places.arrives(work);
        }
        places.leaves("c");
        assertThat(places.ends(false)).contains("d");
        assertThat(places.finished()).isZero();
        assertThat(places.waiting()).isZero();
    }

    @Test
    void speed_is_places_by_the_time_of_an_answer() {
        Speed speed = new Speed(4, Duration.ofMillis(40), 8, Duration.ofMillis(20), 0.5);
        assertThat(speed.perSecond()).isCloseTo(4 / 0.18, within(1e-9));
        SplittableRandom random = new SplittableRandom(1);
        double sum = 0;
        for (int draw = 0; draw < 10_000; draw++) {
            long drawn = speed.drawPerToken(random);
            assertThat(drawn).isBetween(10_000_000L, 30_000_000L);
            sum += drawn;
        }
        assertThat(sum / 10_000).isCloseTo(20e6, within(4e5));
    }

    @Test
    void a_speed_without_places_is_none() {
        assertThatThrownBy(() -> new Speed(0, Duration.ZERO, 1, Duration.ZERO, 0))
                .hasMessageContaining("places, tokens: 0, 1");
        assertThatThrownBy(() -> new Speed(1, Duration.ZERO, 1, Duration.ZERO, 1))
                .hasMessageContaining("spread: 1.0");
    }
}
