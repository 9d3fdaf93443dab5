package io.piuptime.gateway.health.rates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long to wait, in every spelling. */
class WaitTest {
    private static final String DATE = "Fri, 20 Nov 2026 10:00:00 GMT";

    @ParameterizedTest(name = "{0}: {1} ms")
    @CsvSource(
            delimiter = '|',
            value = {
                "20 | 20000",
                "1.5 | 1500",
                "' 3 ' | 3000",
                "12ms | 12",
                "1s | 1000",
                "6m0s | 360000",
                "1m30.5s | 90500",
                "2h3m4s | 7384000",
                "1d2h | 93600000",
                "250us | 0",
                "Fri, 20 Nov 2026 10:00:30 GMT | 30000",
                "2026-11-20T10:01:00Z | 60000",
                "2026-11-20T12:00:02.250+02:00 | 2250",
                "1795168807 | 7000",
                "1795168807500 | 7500"
            })
    void reads(String text, long millis) {
        assertThat(Wait.nanos(text, DATE) / 1_000_000).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "-1",
                "0s",
                "0ms",
                "-5s",
                "soon",
                "1x",
                "s",
                "1e9",
                "NaN",
                "Infinity",
                "0x10",
                "1..5s",
                "Fri, 20 Nov 2026 09:59:59 GMT",
                "2026-11-20T09:00:00Z",
                "2026-13-20T09:00:00Z",
                "99999999999999999999",
                "999999999999h",
                "1790000000",
                "9999999999999999999999999999999999999999999999999999999999999999999999"
            })
    void what_is_not_more_than_nothing_is_unknown(String text) {
        assertThat(Wait.nanos(text, DATE)).isEqualTo(Wait.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fri, 20 Nov 2026 10:00:30 GMT", "2026-11-20T10:01:00Z", "1795168807"})
    void a_moment_is_unknown_if_the_answer_has_no_date(String text) {
        assertThat(Wait.nanos(text, "")).isEqualTo(Wait.UNKNOWN);
        assertThat(Wait.nanos(text, "yesterday")).isEqualTo(Wait.UNKNOWN);
    }

    @Test
    void a_provider_whose_clock_is_wrong_is_understood_all_the_same() {
        assertThat(Wait.nanos("2019-01-01T00:00:10Z", "Tue, 01 Jan 2019 00:00:00 GMT"))
                .isEqualTo(10_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"1500, 1500000000", "0.5, 500000", "0, -1", "-3, -1", "x, -1", "'', -1"})
    void milliseconds(String text, long nanos) {
        assertThat(Wait.ofMillis(text)).isEqualTo(nanos);
    }

    @Test
    void no_text_does_harm() {
        Random random = new Random(7);
        String letters = "0123456789.:-+TZ smhdnuµGMTFri,Nov";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            long nanos = Wait.nanos(text.toString(), DATE);
            assertThat(nanos == Wait.UNKNOWN || nanos >= 0).as(text.toString()).isTrue();
        }
    }
}
