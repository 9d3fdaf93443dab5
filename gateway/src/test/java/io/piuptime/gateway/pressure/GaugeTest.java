package io.piuptime.gateway.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a level is reached, and when it is left. */
class GaugeTest {
    private static final long TICK = Duration.ofMillis(250).toNanos();
    private static final Bounds BOUNDS = new Bounds(80, 90, 96);
    private static final int CALM_TICKS = 8;

    private double reading;
    private long now;

    @ParameterizedTest
    @CsvSource({
        "0, GREEN",
        "79.9, GREEN",
        "80, YELLOW",
        "89.9, YELLOW",
        "90, RED",
        "95.9, RED",
        "96, BLACK",
        "1000, BLACK"
    })
    void a_reading_at_a_bound_reaches_its_level(double at, Level level) {
        reading = at;
        assertThat(gauge(Duration.ZERO).level(now)).isEqualTo(level);
    }

    @Test
    void what_cannot_be_known_is_green() {
        reading = Double.NaN;
        assertThat(gauge(Duration.ZERO).level(now)).isEqualTo(Level.GREEN);
    }

    @Test
    void a_level_is_reached_when_its_bound_was_exceeded_for_a_while() {
        Gauge gauge = gauge(Duration.ofSeconds(1));
        reading = 85;
        assertThat(ticks(gauge, 4)).isEqualTo(Level.GREEN);
        assertThat(ticks(gauge, 1)).isEqualTo(Level.YELLOW);
    }

    @Test
    void one_reading_below_the_bound_begins_the_while_anew() {
        Gauge gauge = gauge(Duration.ofSeconds(1));
        reading = 85;
        ticks(gauge, 4);
        reading = 79;
        ticks(gauge, 1);
        reading = 85;
        assertThat(ticks(gauge, 4)).isEqualTo(Level.GREEN);
        assertThat(ticks(gauge, 1)).isEqualTo(Level.YELLOW);
    }

    @Test
    void each_level_has_a_while_of_its_own() {
        Gauge gauge = gauge(Duration.ofSeconds(1));
        reading = 85;
        ticks(gauge, 3);
        reading = 97;
        assertThat(ticks(gauge, 2)).isEqualTo(Level.YELLOW);
        assertThat(ticks(gauge, 2)).isEqualTo(Level.YELLOW);
        assertThat(ticks(gauge, 1)).isEqualTo(Level.BLACK);
    }

    @Test
    void readings_around_a_bound_do_not_make_the_level_flicker() {
        Gauge gauge = gauge(Duration.ZERO);
        reading = 91;
        assertThat(ticks(gauge, 1)).isEqualTo(Level.RED);
        for (int i = 0; i < 40; i++) {
            reading = i % 2 == 0 ? 82 : 90;
            assertThat(ticks(gauge, 1)).isEqualTo(Level.RED);
        }
    }

    @Test
    void a_level_is_left_after_a_while_of_clear_readings() {
        Gauge gauge = gauge(Duration.ZERO);
        reading = 97;
        ticks(gauge, 1);
        reading = 10;
        assertThat(ticks(gauge, CALM_TICKS)).isEqualTo(Level.BLACK);
        assertThat(ticks(gauge, 1)).isEqualTo(Level.GREEN);
    }

    @Test
    void a_level_is_kept_by_one_reading_that_is_not_clear() {
        Gauge gauge = gauge(Duration.ZERO);
        reading = 97;
        ticks(gauge, 1);
        reading = 10;
        ticks(gauge, CALM_TICKS - 1);
        reading = 87;
        assertThat(ticks(gauge, 1)).isEqualTo(Level.BLACK);
        reading = 10;
        assertThat(ticks(gauge, CALM_TICKS)).isEqualTo(Level.BLACK);
        assertThat(ticks(gauge, 1)).isEqualTo(Level.GREEN);
    }

    @Test
    void it_falls_to_the_worst_level_of_the_while_and_no_deeper() {
        Gauge gauge = gauge(Duration.ZERO);
        reading = 97;
        ticks(gauge, 1);
        reading = 10;
        ticks(gauge, 3);
        reading = 75;
        ticks(gauge, 1);
        reading = 10;
        assertThat(ticks(gauge, CALM_TICKS)).isEqualTo(Level.YELLOW);
        assertThat(ticks(gauge, CALM_TICKS)).isEqualTo(Level.GREEN);
    }

    @Test
    void a_bound_that_is_never_reached_is_never_reached() {
        Gauge gauge = new Gauge(Resource.PROCESSOR, _ -> reading, new Bounds(0.8, 0.92, Bounds.NEVER), Duration.ZERO);
        reading = 1e300;
        assertThat(gauge.level(now)).isEqualTo(Level.RED);
    }

    @Test
    void two_watches_are_as_bad_as_the_better_of_them() {
        double[] readings = {85, 97};
        Both both = new Both(
                new Gauge(Resource.PROCESSOR, _ -> readings[0], BOUNDS, Duration.ZERO),
                new Gauge(Resource.QUEUE, _ -> readings[1], BOUNDS, Duration.ZERO));
        assertThat(both.level(0)).isEqualTo(Level.YELLOW);
        readings[0] = 97;
        assertThat(both.level(1)).isEqualTo(Level.BLACK);
        readings[1] = 0;
        both.level(2);
        assertThat(both.level(2 + Gauge.CALM.toNanos())).isEqualTo(Level.GREEN);
        assertThat(both.resource()).isEqualTo(Resource.PROCESSOR);
    }

    @Test
    void bounds_come_in_order() {
        assertThatThrownBy(() -> new Bounds(2, 1, 3)).hasMessageContaining("ascending");
        assertThatThrownBy(() -> new Bounds(0, 1, 3)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Bounds(1, 2, 1.5)).hasMessageContaining("1.0, 2.0, 1.5");
    }

    private Gauge gauge(Duration hold) {
        return new Gauge(Resource.HEAP, _ -> reading, BOUNDS, hold);
    }

    /** What it says at the last of so many ticks. */
    private Level ticks(Gauge gauge, int count) {
        Level level = Level.GREEN;
        for (int i = 0; i < count; i++) {
            level = gauge.level(now);
            now += TICK;
        }
        return level;
    }
}
