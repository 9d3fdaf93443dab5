package io.piuptime.model.ability;

import static io.piuptime.model.ability.Ability.AUDIO;
import static io.piuptime.model.ability.Ability.IMAGES;
import static io.piuptime.model.ability.Ability.TOOLS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NeedsTest {
    private final Abilities known = Abilities.of(List.of(TOOLS), List.of(IMAGES), 1_000, 100);

    @Test
    void whoever_is_not_known_may_do_anything() {
        Needs all = new Needs(-1, Long.MAX_VALUE, Long.MAX_VALUE);

        assertThat(all.fits(Abilities.UNKNOWN)).isTrue();
        assertThat(all.isLongEnough(Abilities.UNKNOWN)).isTrue();
    }

    @Test
    void only_what_is_known_to_lack_is_held_against_a_target() {
        Needs needs = new Needs(Abilities.bits(List.of(TOOLS, IMAGES, AUDIO)), 0, 0);

        assertThat(needs.lackingIn(known)).isEqualTo(IMAGES.bit());
        assertThat(needs.fits(known)).isFalse();
        assertThat(new Needs(Abilities.bits(List.of(TOOLS, AUDIO)), 0, 0).fits(known))
                .isTrue();
    }

    @Test
    void a_prompt_may_fill_the_window() {
        assertThat(new Needs(0, 1_000, 0).fits(known)).isTrue();
        assertThat(new Needs(0, 1_001, 0).fits(known)).isFalse();
        assertThat(new Needs(0, 1_001, 0).isTooLongFor(known)).isTrue();
    }

    @Test
    void a_long_answer_is_a_wish_and_no_condition() {
        assertThat(new Needs(0, 0, 100).isLongEnough(known)).isTrue();
        assertThat(new Needs(0, 0, 101).isLongEnough(known)).isFalse();
        assertThat(new Needs(0, 0, 101).fits(known)).isTrue();
    }

    @Test
    void nothing_is_needed_by_default() {
        assertThat(Needs.NONE.fits(Abilities.of(List.of(), List.of(Ability.values()), 1, 1)))
                .isTrue();
    }
}
