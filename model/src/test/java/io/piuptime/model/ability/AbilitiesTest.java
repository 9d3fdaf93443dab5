package io.piuptime.model.ability;

import static io.piuptime.model.ability.Ability.AUDIO;
import static io.piuptime.model.ability.Ability.IMAGES;
import static io.piuptime.model.ability.Ability.TOOLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbilitiesTest {
    @Test
    void each_ability_has_a_bit_of_its_own_and_a_name_as_it_is_written() {
        assertThat(Arrays.stream(Ability.values()).mapToInt(Ability::bit).sum())
                .isEqualTo((1 << Ability.values().length) - 1);
        assertThat(Ability.STRUCTURED_OUTPUT.id()).isEqualTo("structured-output");
    }

    @Test
    void bits_are_those_of_a_list_and_names_are_those_of_bits() {
        int bits = Abilities.bits(List.of(AUDIO, TOOLS, TOOLS));

        assertThat(bits).isEqualTo(TOOLS.bit() | AUDIO.bit());
        assertThat(Abilities.ids(bits)).containsExactly("tools", "audio");
        assertThat(Abilities.ids(0)).isEmpty();
    }

    @Test
    void what_is_said_goes_before_what_others_say() {
        Abilities said = Abilities.of(List.of(TOOLS), List.of(IMAGES), 32_768, 0);
        Abilities others = Abilities.of(List.of(IMAGES), List.of(TOOLS, AUDIO), 8_192, 1_024);

        assertThat(said.over(others)).isEqualTo(Abilities.of(List.of(TOOLS), List.of(IMAGES, AUDIO), 32_768, 1_024));
        assertThat(said.over(Abilities.UNKNOWN)).isEqualTo(said);
        assertThat(Abilities.UNKNOWN.over(others)).isSameAs(others);
    }

    @Test
    void nothing_is_both_there_and_lacking_and_no_number_is_negative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Abilities.of(List.of(TOOLS, AUDIO), List.of(AUDIO), 0, 0))
                .withMessage("abilities: [audio] both there and lacking (expected: one of the two)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Abilities(0, 0, -1, 0))
                .withMessage("tokens: -1 (expected: >= 0)");
    }
}
