package io.piuptime.model.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTest {
    @Test
    void several_share_a_weight() {
        assertThat(new Placement(2, 3).amongst(2)).isEqualTo(new Placement(2, 1.5));
        assertThat(Placement.EQUAL.amongst(1)).isEqualTo(Placement.EQUAL);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void a_weight_is_a_number_above_nothing(double weight) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Placement(1, weight));
    }

    @Test
    void tiers_are_counted_from_one() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Placement(0, 1));
    }
}
