package io.piuptime.gateway.route;

import static io.piuptime.model.ability.Ability.IMAGES;
import static io.piuptime.model.ability.Ability.TOOLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.ability.Abilities;
import io.piuptime.model.ability.Needs;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.routing.Strategy;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnfitTest {
    private static final Abilities TEXT_ONLY = Abilities.of(List.of(), List.of(IMAGES, TOOLS), 4_096, 0);

    @Test
    void names_what_each_target_lacks_of_what_is_needed() {
        Refusal.BadRequest refusal = refusal(
                new Needs(IMAGES.bit() | TOOLS.bit(), 0, 0),
                Operation.CHAT_COMPLETIONS,
                Tiers.able("a", TEXT_ONLY),
                Tiers.able("b", Abilities.of(List.of(TOOLS), List.of(IMAGES), 0, 0)));

        assertThat(refusal.code()).isEqualTo("unsupported_by_model");
        assertThat(refusal.message())
                .isEqualTo("The model 'mine' cannot take this request: a/m lacks tools and images; b/m lacks images"
                        + " (expected: only what one of its targets can do).");
    }

    @Test
    void a_prompt_is_too_long_where_a_shorter_one_would_do() {
        Refusal.BadRequest refusal = refusal(
                new Needs(IMAGES.bit(), 9_999, 0),
                Operation.CHAT_COMPLETIONS,
                Tiers.able("a", TEXT_ONLY),
                Tiers.able("b", new Abilities(0, 0, 8_192, 0)),
                Tiers.able("c", new Abilities(0, 0, 4_096, 0)));

        assertThat(refusal.code()).isEqualTo("context_length_exceeded");
        assertThat(refusal.param()).isEqualTo("messages");
        assertThat(refusal.message())
                .isEqualTo("This model's maximum context length is 8192 tokens. However, your messages resulted in at"
                        + " least 9999 tokens. At the model 'mine': b/m takes 8192 tokens; c/m takes 4096 tokens.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MESSAGES         | prompt is too long: at least 9999 tokens > 8192 maximum.",
                "GENERATE_CONTENT | The input token count (at least 9999) exceeds the maximum number of tokens allowed (8192).",
                "RESPONSES        | Your input exceeds the context window of this model: at least 9999 tokens"
            })
    void says_so_in_the_words_of_the_callers_dialect(Operation operation, String words) {
        Refusal.BadRequest refusal =
                refusal(new Needs(0, 9_999, 0), operation, Tiers.able("b", new Abilities(0, 0, 8_192, 0)));

        assertThat(refusal.code()).isEqualTo("context_length_exceeded");
        assertThat(refusal.message()).startsWith(words).contains("b/m takes 8192 tokens");
    }

    @Test
    void names_a_few_of_many_and_each_once() {
        Candidate[] many = IntStream.range(0, 20)
                .mapToObj(each -> Tiers.able("p" + each % 7, TEXT_ONLY))
                .toArray(Candidate[]::new);

        assertThat(refusal(new Needs(IMAGES.bit(), 0, 0), Operation.MESSAGES, many)
                        .message())
                .contains("p4/m lacks images; and 2 more (expected:")
                .doesNotContain("p5/m");
    }

    private static Refusal.BadRequest refusal(Needs needs, Operation operation, Candidate... candidates) {
        Model model = Tiers.model(Strategy.ORDERED, List.of(candidates));
        return (Refusal.BadRequest) new Unfit(model, needs, List.of(candidates)).refusal(Optional.of(operation));
    }
}
