package io.piuptime.control.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.control.costs.Forecast.Spent;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.limit.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Instant NOW = Instant.parse("2026-04-11T00:00:00Z");
    private static final Budget.Cap MONTH = new Budget.Cap(Window.Calendar.MONTH, 300);
    private static final Budget.Cap TOTAL = new Budget.Cap(new Window.Total(), 300);

    @Test
    void a_cap_runs_out_when_what_is_left_is_spent_at_this_rate() {
        Forecast forecast = Forecast.of(MONTH, 200, List.of(day(1, 20)), NOW);

        assertThat(forecast)
                .isEqualTo(new Forecast(200, 20, Optional.of(Instant.parse("2026-04-16T00:00:00Z")), 200 + 20 * 20));
    }

    @Test
    void a_cap_that_outlives_its_window_does_not_run_out() {
        assertThat(Forecast.of(MONTH, 100, List.of(day(1, 5)), NOW))
                .isEqualTo(new Forecast(100, 5, Optional.empty(), 200));
    }

    @Test
    void one_that_is_spent_has_run_out() {
        assertThat(Forecast.of(MONTH, 300, List.of(), NOW).runsOut()).contains(NOW);
        assertThat(Forecast.of(MONTH, 350, List.of(day(1, 5)), NOW).runsOut()).contains(NOW);
    }

    @Test
    void where_nothing_is_spent_nothing_runs_out() {
        assertThat(Forecast.of(TOTAL, 100, List.of(), NOW)).isEqualTo(new Forecast(100, 0, Optional.empty(), 100));
        assertThat(Forecast.of(TOTAL, 100, List.of(day(1, 0)), NOW).runsOut()).isEmpty();
    }

    @Test
    void one_for_all_time_runs_out_some_day_unless_that_is_too_far() {
        assertThat(Forecast.of(TOTAL, 100, List.of(day(1, 50)), NOW).runsOut()).contains(NOW.plus(Duration.ofDays(4)));
        Budget.Cap large = new Budget.Cap(new Window.Total(), Long.MAX_VALUE);
        assertThat(Forecast.of(large, 100, List.of(day(1, 1)), NOW).runsOut()).isEmpty();
    }

    @Test
    void what_is_new_counts_twice() {
        assertThat(Forecast.of(MONTH, 0, List.of(day(2, 10), day(1, 40)), NOW).perDay())
                .isEqualTo(30);
    }

    @Test
    void a_rolling_window_has_no_day_on_which_it_runs_out() {
        Budget.Cap rolling = new Budget.Cap(new Window.Rolling(Duration.ofDays(1)), 300);

        assertThat(Forecast.of(rolling, 100, List.of(day(1, 500)), NOW).runsOut())
                .isEmpty();
    }

    @Test
    void time_goes_forward() {
        assertThatThrownBy(() -> new Spent(NOW, NOW, 1)).hasMessageContaining("expected: after");
    }

    private static Spent day(int ago, long micros) {
        Instant from = NOW.minus(Duration.ofDays(ago));
        return new Spent(from, from.plus(Duration.ofDays(1)), micros);
    }
}
