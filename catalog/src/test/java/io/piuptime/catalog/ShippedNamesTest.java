package io.piuptime.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                "gpt-4o",
                "gpt-4o-mini-2024-07-18",
                "gpt-4",
                "gpt-4-0613",
                "gpt-4.1-nano",
                "gpt-3.5-turbo",
                "openai/gpt-4o",
                "ft:gpt-4o-mini-2024-07-18:org::id"
            })
    void these_are_known_not_to_reason(String name) {
        assertThat(reasoning.knownNotToReason(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"o1", "o3-mini", "gpt-5", "gpt-5.2-pro", "gpt-40", "llama", "demo", "ft:o4-mini:org", ""})
    void all_others_may_reason(String name) {
        assertThat(reasoning.knownNotToReason(name)).isFalse();
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
