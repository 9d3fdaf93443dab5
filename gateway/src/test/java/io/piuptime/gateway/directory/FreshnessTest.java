package io.piuptime.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FreshnessTest {
    private static final Instant BEFORE = Instant.parse("2026-03-01T00:00:00Z");

    private final List<Instant> marks = new ArrayList<>();
    private Instant now = BEFORE.plus(Duration.ofHours(3));

    @Test
    void a_copy_whose_store_was_not_heard_yet_is_as_old_as_the_run_before_left_it() {
        Freshness freshness = limited(Duration.ofHours(24));
        assertThat(freshness.isBehind()).isTrue();
        assertThat(freshness.age()).isEqualTo(Duration.ofHours(3));
        assertThat(freshness.isStale()).isFalse();
    }

    @Test
    void it_is_stale_once_its_limit_is_over_and_current_as_soon_as_the_store_is_heard() {
        Freshness freshness = limited(Duration.ofHours(24));
        now = BEFORE.plus(Duration.ofHours(24));
        assertThat(freshness.isStale()).isTrue();
        assertThat(freshness.refuses()).as("it serves all the same").isFalse();

        freshness.heard();

        assertThat(freshness.isStale()).isFalse();
        assertThat(freshness.isBehind()).isFalse();
        assertThat(freshness.age()).isZero();
        freshness.missed();
        now = now.plusSeconds(5);
        assertThat(freshness.age()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void with_a_limit_of_zero_nobody_is_let_in_while_the_store_is_away() {
        Freshness freshness = limited(Duration.ZERO);
        assertThat(freshness.refuses()).isTrue();
        freshness.heard();
        assertThat(freshness.refuses()).isFalse();
        freshness.missed();
        assertThat(freshness.refuses()).isTrue();
        assertThat(freshness.isStale()).isTrue();
    }

    @Test
    void what_was_heard_is_kept_once_a_minute() {
        Freshness freshness = limited(Duration.ofHours(24));
        Instant first = now;
        freshness.heard();
        now = now.plusSeconds(60);
        freshness.heard();
        now = now.plusSeconds(1);
        freshness.heard();
        assertThat(marks).containsExactly(first, first.plusSeconds(61));
    }

    @Test
    void a_clock_that_is_set_back_makes_nothing_younger_than_now() {
        Freshness freshness = limited(Duration.ofHours(24));
        now = BEFORE.minusSeconds(9);
        assertThat(freshness.age()).isZero();
        assertThat(freshness.isBehind()).isTrue();
    }

    private Freshness limited(Duration limit) {
        return new Freshness(() -> now, limit, BEFORE, marks::add);
    }
}
