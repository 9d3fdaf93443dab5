package io.piuptime.model.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenCountsTest {
    @Test
    void starts_as_one_request_of_the_standard_service() {
        TokenCounts counts = TokenCounts.of(10, 20);

        assertThat(counts.count(Unit.INPUT)).isEqualTo(10);
        assertThat(counts.count(Unit.OUTPUT)).isEqualTo(20);
        assertThat(counts.count(Unit.REQUEST)).isEqualTo(1);
        assertThat(counts.service()).isEqualTo(Service.STANDARD);
    }

    @ParameterizedTest
    @EnumSource(Unit.class)
    void what_was_not_counted_is_zero(Unit unit) {
        TokenCounts none = new TokenCounts(Map.of(), Service.STANDARD);

        assertThat(none.count(unit)).isZero();
        assertThat(none.chargeable(unit)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Unit.class)
    void alone_every_unit_is_charged_whole(Unit unit) {
        assertThat(new TokenCounts(Map.of(unit, 7L), Service.STANDARD).chargeable(unit))
                .isEqualTo(7);
    }

    @Test
    void nothing_is_charged_twice() {
        TokenCounts counts = TokenCounts.of(1_000, 500)
                .with(Unit.CACHE_READ, 400)
                .with(Unit.CACHE_WRITE, 100)
                .with(Unit.CACHE_WRITE_HOUR, 50)
                .with(Unit.AUDIO_INPUT, 200)
                .with(Unit.AUDIO_CACHE_READ, 150)
                .with(Unit.IMAGE_INPUT, 100)
                .with(Unit.IMAGE_CACHE_READ, 80)
                .with(Unit.VIDEO_INPUT, 30)
                .with(Unit.REASONING, 300)
                .with(Unit.AUDIO_OUTPUT, 50)
                .with(Unit.IMAGE_OUTPUT, 40)
                .with(Unit.VIDEO_OUTPUT, 10);

        long input = 0;
        long output = 0;
        for (Unit unit : Unit.values()) {
            switch (unit) {
                case OUTPUT, REASONING, AUDIO_OUTPUT, IMAGE_OUTPUT, VIDEO_OUTPUT -> output += counts.chargeable(unit);
                case CITATION, REQUEST, SEARCH -> {}
                default -> input += counts.chargeable(unit);
            }
        }

        assertThat(input).isEqualTo(1_000);
        assertThat(output).isEqualTo(500);
        assertThat(counts.chargeable(Unit.INPUT)).isEqualTo(1_000 - 400 - 100 - 50 - 50 - 20 - 30);
        assertThat(counts.chargeable(Unit.CACHE_READ)).isEqualTo(400 - 150 - 80);
        assertThat(counts.chargeable(Unit.OUTPUT)).isEqualTo(500 - 300 - 50 - 40 - 10);
    }

    @Test
    void parts_beyond_their_total_leave_no_rest() {
        TokenCounts counts = TokenCounts.of(10, 10)
                .with(Unit.CACHE_READ, Long.MAX_VALUE)
                .with(Unit.CACHE_WRITE, Long.MAX_VALUE)
                .with(Unit.REASONING, 11);

        assertThat(counts.chargeable(Unit.INPUT)).isZero();
        assertThat(counts.chargeable(Unit.CACHE_WRITE)).isEqualTo(Long.MAX_VALUE);
        assertThat(counts.chargeable(Unit.OUTPUT)).isZero();
    }

    @Test
    void counts_that_are_zero_are_as_absent() {
        assertThat(TokenCounts.of(1, 0).with(Unit.REQUEST, 0))
                .isEqualTo(new TokenCounts(Map.of(Unit.INPUT, 1L), Service.STANDARD));
    }

    @Test
    void a_change_leaves_the_counts_before_it_alone() {
        TokenCounts before = TokenCounts.of(1, 2);
        TokenCounts after = before.with(Unit.CACHE_READ, 1).servedAs(Service.BATCH);

        assertThat(before).isEqualTo(TokenCounts.of(1, 2));
        assertThat(after.service()).isEqualTo(Service.BATCH);
        assertThat(after.count(Unit.CACHE_READ)).isEqualTo(1);
    }

    @Test
    void refuses_a_count_below_zero() {
        assertThatThrownBy(() -> TokenCounts.of(1, 2).with(Unit.CACHE_READ, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("read: -1 (expected: >= 0)");
    }
}
