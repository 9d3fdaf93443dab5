package io.piuptime.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What counts against whom. */
class FaultTest {
    @ParameterizedTest
    @EnumSource
    void limits_and_silence_tell_of_overload(Fault fault) {
        assertThat(fault.tellsOverload())
                .isEqualTo(Set.of(Fault.RATE, Fault.OVERLOADED, Fault.SILENT).contains(fault));
    }

    @ParameterizedTest(name = "{0}: counts {1}, fails a probe {2}")
    @CsvSource({
        "UNREACHABLE, true, true",
        "BROKEN, true, true",
        "SILENT, true, true",
        "SERVER, true, true",
        "OVERLOADED, true, true",
        "GARBAGE, true, true",
        "RATE, false, true",
        "MONEY, false, false",
        "CREDENTIAL, false, false",
        "CONTEXT_LENGTH, false, false",
        "CONTENT, false, false",
        "UNKNOWN_MODEL, false, false",
        "REQUEST, false, false"
    })
    void says_whether_it_counts(Fault fault, boolean counts, boolean failsProbe) {
        assertThat(fault.countsAgainstTarget()).isEqualTo(counts);
        assertThat(fault.failsProbe()).isEqualTo(failsProbe);
    }
}
