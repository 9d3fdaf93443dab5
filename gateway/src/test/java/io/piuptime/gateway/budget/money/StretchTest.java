package io.piuptime.gateway.budget.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.limit.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StretchTest {
    private static final Instant AT = Instant.parse("2026-02-14T13:37:42Z");

    @Test
    void a_window_of_the_calendar_is_one_stretch() {
        assertThat(Stretch.of(Window.Calendar.MONTH, AT))
                .isEqualTo(between("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z"));
        assertThat(Stretch.of(Window.Calendar.MINUTE, AT))
                .isEqualTo(between("2026-02-14T13:37:00Z", "2026-02-14T13:38:00Z", "2026-02-14T13:37:00Z"));
    }

    @Test
    void all_time_is_one_stretch_without_end() {
        assertThat(Stretch.of(new Window.Total(), AT)).isEqualTo(new Stretch(0, Long.MAX_VALUE, 0));
        assertThat(Stretch.of(new Window.Total(), Instant.EPOCH)).isEqualTo(new Stretch(0, Long.MAX_VALUE, 0));
    }

    @Test
    void a_rolling_window_is_made_of_pieces() {
        Stretch stretch = Stretch.of(new Window.Rolling(Duration.ofDays(1)), AT);

        assertThat(stretch).isEqualTo(between("2026-02-14T13:00:00Z", "2026-02-14T14:00:00Z", "2026-02-13T13:00:00Z"));
    }

    @Test
    void whatever_was_spent_in_the_time_looked_back_on_counts() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Window.Rolling window = new Window.Rolling(Duration.ofSeconds(1 + random.nextInt(100_000)));
            Instant now = AT.plusSeconds(random.nextInt(1_000_000));
            Instant then = now.minusSeconds(random.nextLong(window.length().toSeconds()));

            assertThat(Stretch.of(window, then).start())
                    .as("spent at %s, looked back %s from %s", then, window.text(), now)
                    .isGreaterThanOrEqualTo(Stretch.of(window, now).since());
            assertThat(now.getEpochSecond())
                    .isBetween(
                            Stretch.of(window, now).start(),
                            Stretch.of(window, now).end() - 1);
        }
    }

    private static Stretch between(String start, String end, String since) {
        return new Stretch(
                Instant.parse(start).getEpochSecond(),
                Instant.parse(end).getEpochSecond(),
                Instant.parse(since).getEpochSecond());
    }
}
