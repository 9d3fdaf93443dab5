package io.piuptime.gateway.health.hedge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HedgesTest {
    private final Hedges hedges = new Hedges();

    @Test
    void keeps_what_is_known_of_a_model() {
        hedges.of("a").budget().earn(100, 100);
        assertThat(hedges.of("b").budget().take(100)).isFalse();
        assertThat(hedges.of("a").budget().take(100)).isTrue();
    }

    @Test
    void tells_streams_from_whole_answers() {
        for (int i = 0; i < FirstWords.ENOUGH; i++) {
            hedges.of("a").words(true).add(0, 1_000_000);
        }
        assertThat(hedges.of("a").words(true).slow(0)).isPresent();
        assertThat(hedges.of("a").words(false).slow(0)).isEmpty();
    }

    @Test
    void models_beyond_its_places_share_one() {
        for (int model = 0; model < 1_024; model++) {
            assertThat(hedges.of("m" + model)).isSameAs(hedges.of("m" + model));
        }
        assertThat(hedges.of("one more")).isSameAs(hedges.of("and another"));
        assertThat(hedges.of("m0")).isNotSameAs(hedges.of("and another"));
    }

    @Test
    void counts() {
        hedges.begin();
        hedges.begin();
        hedges.win();
        assertThat(hedges.begun()).isEqualTo(2);
        assertThat(hedges.won()).isEqualTo(1);
    }
}
