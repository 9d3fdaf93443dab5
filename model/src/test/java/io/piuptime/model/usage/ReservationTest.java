package io.piuptime.model.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReservationTest {
    @Test
    void attempts_reserve_one_after_the_other_and_some_are_never_confirmed() {
        assertThat(Reservation.NONE.and(30).unconfirming(30).and(12)).isEqualTo(new Reservation(42, 30));
    }

    @Test
    void no_more_is_unconfirmed_than_was_reserved() {
        assertThatThrownBy(() -> new Reservation(5, 6)).hasMessageContaining("5, unconfirmed 6");
        assertThatThrownBy(() -> new Reservation(5, -1)).hasMessageContaining("expected: 0 <= unconfirmed");
        assertThatThrownBy(() -> Reservation.NONE.and(Long.MAX_VALUE).and(1)).isInstanceOf(ArithmeticException.class);
    }
}
