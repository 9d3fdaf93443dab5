package io.piuptime.model.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChargeTest {
    private static final Charge ONE = new Charge(30, "USD", "in=1 out=2");

    @Test
    void is_never_less_than_nothing() {
        assertThatThrownBy(() -> new Charge(-1, "USD", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("micros: -1 (expected: >= 0)");
    }

    @Test
    void parts_with_different_prices_name_both() {
        assertThat(ONE.plus(new Charge(45, "USD", "in=3 out=3")))
                .isEqualTo(new Charge(75, "USD", "in=1 out=2 + in=3 out=3"));
    }

    @Test
    void parts_with_the_same_price_name_it_once() {
        assertThat(ONE.plus(ONE)).isEqualTo(new Charge(60, "USD", "in=1 out=2"));
    }

    @Test
    void currencies_are_not_mixed() {
        assertThatThrownBy(() -> ONE.plus(new Charge(1, "EUR", "in=1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("currency: EUR (expected: USD)");
    }

    @Test
    void a_sum_beyond_all_bounds_fails_rather_than_turning_round() {
        assertThatThrownBy(() -> new Charge(Long.MAX_VALUE, "USD", "a").plus(ONE))
                .isInstanceOf(ArithmeticException.class);
    }
}
