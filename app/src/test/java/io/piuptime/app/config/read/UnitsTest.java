package io.piuptime.app.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({"0B,0", "1KB,1000", "1KiB,1024", "32MiB,33554432", "2GB,2000000000", "999999999GiB,1073741822926258176"
    })
    void reads_sizes(String text, long bytes) {
        assertThat(Units.SIZES.read(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @CsvSource({"250ms,250", "15s,15000", "10m,600000", "2h,7200000", "90d,7776000000"})
    void reads_durations(String text, long milliseconds) {
        assertThat(Units.DURATIONS.read(text)).hasValue(milliseconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "s", "-1s", "1.5s", "1 s", "1S", "1234567890s", "1s ", "१s"})
    void reads_nothing_else(String text) {
        assertThat(Units.DURATIONS.read(text)).isEmpty();
    }

    @Test
    void writes_the_shortest_text_that_means_the_same() {
        assertThat(Units.SIZES.write(1 << 20)).isEqualTo("1MiB");
        assertThat(Units.SIZES.write(1000)).isEqualTo("1KB");
        assertThat(Units.SIZES.write(1023)).isEqualTo("1023B");
        assertThat(Units.DURATIONS.write(0)).isEqualTo("0ms");
        assertThat(Units.DURATIONS.write(3_600_000)).isEqualTo("1h");
        assertThat(Units.DURATIONS.write(90_000)).isEqualTo("90s");
    }
}
