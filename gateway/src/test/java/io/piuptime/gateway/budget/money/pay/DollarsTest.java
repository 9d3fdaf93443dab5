package io.piuptime.gateway.budget.money.pay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DollarsTest {
    @ParameterizedTest
    @CsvSource({
        "0, $0.00",
        "125, $0.000125",
        "12500000, $12.50",
        "1000000, $1.00",
        "100000000, $100.00",
        "1230000, $1.23",
        "-5, $0.00"
    })
    void amounts_are_read_as_people_write_them(long micros, String text) {
        assertThat(Dollars.text(micros)).isEqualTo(text);
    }
}
