package io.piuptime.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.catalog.known.Catalogue;
import io.piuptime.catalog.known.KnownModel;
import io.piuptime.catalog.known.Trait;
import io.piuptime.model.catalog.Timers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedNamesTest {
    private final OpenAiModels models = OpenAiModels.shipped();
    private final Reasoning reasoning = Reasoning.shipped();

    @Test
    void every_known_openai_model_is_covered_by_a_wildcard() {
        List<Wildcard> wildcards = models.wildcards().stream().map(Wildcard::of).toList();
        assertThat(models.names()).hasSizeGreaterThan(80).isSorted().doesNotHaveDuplicates();
        assertThat(models.names())
                .allSatisfy(name -> assertThat(wildcards).anyMatch(wildcard -> wildcard.matches(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o1",
                "o3-mini",
                "gpt-5",
                "gpt-5.2-pro",
                "openai/gpt-5",
                "ft:o4-mini:org",
                "claude-sonnet-4-5-20250929",
                "us.anthropic.claude-opus-4-1-20250805-v1:0",
                "deepseek-ai/DeepSeek-R1",
                "deepseek-r1:14b",
                "gemini-2.5-flash",
                "some-new-thinking-model"
            })
    void these_may_reason(String name) {
        assertThat(reasoning.mayReason(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-4o",
                "gpt-4o-mini-2024-07-18",
                "gpt-4.1-nano",
                "gpt-3.5-turbo",
                "openai/gpt-4o",
                "ft:gpt-4o-mini-2024-07-18:org::id",
                "claude-3-5-haiku-latest",
                "llama3.2",
                "demo1",
                "turbo3",
                ""
            })
    void all_others_do_not(String name) {
        assertThat(reasoning.mayReason(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "google", "xai", "deepseek", "groq", "cerebras"})
    void every_model_is_known_that_the_catalogue_says_to_reason(String provider) {
        List<KnownModel> models = Catalogue.shipped().models(provider);
        assertThat(models).isNotEmpty();
        assertThat(models)
                .filteredOn(model -> model.nature().has(Trait.REASONING).orElse(false))
                .extracting(KnownModel::id)
                .filteredOn(id -> !reasoning.mayReason(id))
                .isEmpty();
    }

    @Test
    void only_the_silence_between_events_is_shortened() {
        Timers shortened = reasoning.shortened(Timers.DEFAULT);
        assertThat(shortened.betweenEvents()).isEqualTo(Duration.ofSeconds(15));
        assertThat(shortened)
                .usingRecursiveComparison()
                .ignoringFields("betweenEvents")
                .isEqualTo(Timers.DEFAULT);
    }

    @Test
    void says_which_list_is_absent() {
        assertThatThrownBy(() -> NameList.read("none.txt"))
                .hasMessage("resource 'none.txt': absent (expected: beside NameList)");
    }
}
