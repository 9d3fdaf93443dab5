package io.piuptime.stores.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicrosTest {
    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2026-03-01T12:34:56.789012Z", "1969-12-31T23:59:59.999999Z"})
    void a_moment_comes_back_to_the_microsecond(String text) {
        Instant moment = Instant.parse(text);

        assertThat(Micros.instant(Micros.of(moment))).isEqualTo(moment);
    }

    @Test
    void what_is_finer_is_cut() {
        assertThat(Micros.of(Instant.ofEpochSecond(1, 2_999))).isEqualTo(1_000_002);
    }

    @Test
    void moments_beyond_all_that_is_kept_are_beyond_it_as_bounds() {
        assertThat(Micros.bound(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
        assertThat(Micros.bound(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
    }
}
