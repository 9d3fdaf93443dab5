package io.piuptime.catalog.ability;

import static io.piuptime.model.ability.Ability.AUDIO;
import static io.piuptime.model.ability.Ability.FILES;
import static io.piuptime.model.ability.Ability.IMAGES;
import static io.piuptime.model.ability.Ability.STRUCTURED_OUTPUT;
import static io.piuptime.model.ability.Ability.TOOLS;
import static io.piuptime.model.ability.Ability.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.catalog.known.Catalogue;
import io.piuptime.catalog.known.Limits;
import io.piuptime.catalog.known.Modality;
import io.piuptime.catalog.known.Nature;
import io.piuptime.catalog.known.Trait;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.routing.Placement;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KnownAbilitiesTest {
    private final AbilityBook book = new KnownAbilities(Catalogue.shipped(), Map.of("mine", "openai"));

    @Test
    void a_target_can_what_the_row_of_its_provider_says() {
        Abilities known = book.of(target("mine", "gpt-4o-2024-08-06"));

        assertThat(known.window()).isEqualTo(128_000);
        assertThat(known.output()).isEqualTo(16_384);
        assertThat(Abilities.ids(known.has())).contains("tools", "images", "structured-output");
        assertThat(Abilities.ids(known.lacks())).contains("audio");
    }

    @Test
    void what_is_written_of_it_goes_before_what_the_row_says() {
        Abilities own = Abilities.of(List.of(AUDIO), List.of(IMAGES), 32_768, 0);
        Target target = new Target(provider("mine"), "gpt-4o", Optional.empty(), Placement.EQUAL, own);

        Abilities known = book.of(target);

        assertThat(known.window()).isEqualTo(32_768);
        assertThat(known.output()).isEqualTo(16_384);
        assertThat(known.has() & (AUDIO.bit() | IMAGES.bit())).isEqualTo(AUDIO.bit());
        assertThat(known.lacks() & (AUDIO.bit() | IMAGES.bit())).isEqualTo(IMAGES.bit());
    }

    @Test
    void it_is_looked_up_once() {
        assertThat(book.of(target("mine", "gpt-4o"))).isSameAs(book.of(target("mine", "gpt-4o")));
    }

    @Test
    void nothing_is_known_of_other_providers_and_other_models() {
        Abilities own = Abilities.of(List.of(), List.of(TOOLS), 0, 0);

        assertThat(book.of(target("openai", "gpt-4o"))).isEqualTo(Abilities.UNKNOWN);
        assertThat(book.of(target("mine", "no-such-model"))).isEqualTo(Abilities.UNKNOWN);
        assertThat(AbilityBook.NONE.of(target("mine", "gpt-4o"))).isEqualTo(Abilities.UNKNOWN);
        assertThat(AbilityBook.NONE.of(new Target(provider("mine"), "gpt-4o", Optional.empty(), Placement.EQUAL, own)))
                .isSameAs(own);
    }

    @Test
    void names_that_callers_think_up_fill_no_memory() {
        for (int i = 0; i < KnownAbilities.MOST + 10; i++) {
            assertThat(book.of(target("mine", "thought-up-" + i))).isEqualTo(Abilities.UNKNOWN);
        }

        assertThat(book.of(target("mine", "gpt-4o"))).isEqualTo(book.of(target("mine", "gpt-4o")));
        assertThat(book.of(target("mine", "gpt-4o"))).isNotSameAs(book.of(target("mine", "gpt-4o")));
    }

    @Test
    void what_is_not_said_is_not_known() {
        assertThat(KnownAbilities.abilities(Nature.UNKNOWN)).isEqualTo(Abilities.UNKNOWN);
    }

    @Test
    void a_model_lacks_what_it_is_said_not_to_take_but_for_documents() {
        Abilities known = KnownAbilities.abilities(new Nature(
                Limits.UNKNOWN,
                List.of(Modality.TEXT, Modality.AUDIO),
                List.of(Modality.TEXT),
                Map.of(Trait.TOOLS, false, Trait.SCHEMA, true, Trait.ATTACHMENTS, false)));

        assertThat(known)
                .isEqualTo(Abilities.of(List.of(AUDIO, STRUCTURED_OUTPUT), List.of(TOOLS, IMAGES, VIDEO), 0, 0));
    }

    @Test
    void a_model_that_reads_documents_has_that() {
        Nature nature =
                new Nature(Limits.UNKNOWN, List.of(Modality.TEXT, Modality.PDF), List.of(Modality.TEXT), Map.of());

        assertThat(KnownAbilities.abilities(nature).has()).isEqualTo(FILES.bit());
    }

    @Test
    void the_window_is_what_a_prompt_may_fill() {
        assertThat(window(8_000, 6_000)).isEqualTo(6_000);
        assertThat(window(8_000, 0)).isEqualTo(8_000);
        assertThat(window(272_000, 922_000)).isEqualTo(922_000);
    }

    private static long window(long context, long input) {
        Limits limits = new Limits(some(context), some(input), OptionalLong.empty());
        return KnownAbilities.abilities(new Nature(limits, List.of(), List.of(), Map.of()))
                .window();
    }

    private static OptionalLong some(long tokens) {
        return tokens == 0 ? OptionalLong.empty() : OptionalLong.of(tokens);
    }

    private static Target target(String provider, String model) {
        return new Target(provider(provider), model);
    }

    private static Provider provider(String name) {
        return Provider.of(name, Wire.OPENAI_CHAT, URI.create("http://p/v1"), Optional.empty());
    }
}
