package io.piuptime.control.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MomentsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:00:00Z, 2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00.123456Z, 2026-03-01T12:00:00.123456Z",
        "2026-03-01T12:00:00+05:30, 2026-03-01T06:30:00Z",
        "2026-03-01, 2026-03-01T00:00:00Z",
        "2024-02-29, 2024-02-29T00:00:00Z"
    })
    void are_read_with_their_offset_or_as_days(String text, Instant moment) {
        assertThat(Moments.parse("from", text)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-02-29",
                "2026-3-1",
                "2026-03-01T12:00:00",
                "2026-03-01 12:00:00Z",
                "1772366400",
                "-0001-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "2026-03-01T25:00:00Z"
            })
    void are_refused_in_any_other_form(String text) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Moments.parse("from", text))
                .withMessageStartingWith("from: '" + text + "' (expected: a moment such as 2026-01-31T12:00:00Z")
                .matches(problem -> problem.status() == 400);
    }

    @Test
    void are_written_with_all_their_microseconds() {
        assertThat(Moments.write(Instant.parse("2026-03-01T12:00:00Z"))).isEqualTo("2026-03-01T12:00:00.000000Z");
        assertThat(Moments.write(Instant.parse("2026-03-01T12:00:00.123456789Z")))
                .isEqualTo("2026-03-01T12:00:00.123456Z");
    }

    @Test
    void come_back_as_they_were_written() {
        Instant moment = Instant.parse("2026-03-01T12:00:00.000001Z");
        assertThat(Moments.parse("to", Moments.write(moment))).isEqualTo(moment);
    }

    @ParameterizedTest
    @CsvSource({"1s, PT1S", "90m, PT1H30M", "12h, PT12H", "30d, PT720H", "2w, PT336H", "999999w, PT167999832H"})
    void durations_are_a_number_and_a_unit(String text, Duration duration) {
        assertThat(Moments.duration("expiresIn", text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0d", "-1d", "1", "d", "1y", "1 d", "1.5h", "1000000d", "P1D"})
    void durations_are_refused_in_any_other_form(String text) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Moments.duration("expiresIn", text))
                .withMessageContaining("expiresIn: '" + text + "' (expected: a number and one of s, m, h, d, w");
    }
}
