package io.piuptime.gateway.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.exchange.Caller;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which models a key may use. */
class AllowedModelsTest {
    @Test
    void a_key_without_a_list_may_use_every_model() {
        assertThat(allows(List.of(), "anything")).isTrue();
    }

    @Test
    void a_name_allows_itself_alone() {
        assertThat(allows(List.of("gpt-4o"), "gpt-4o")).isTrue();
        assertThat(allows(List.of("gpt-4o"), "gpt-4o-mini")).isFalse();
        assertThat(allows(List.of("gpt-4o"), "GPT-4o")).isFalse();
    }

    @Test
    void a_wildcard_allows_what_it_matches_whole() {
        assertThat(allows(List.of("gpt-*"), "gpt-4o")).isTrue();
        assertThat(allows(List.of("gpt-*"), "my-gpt-4o")).isFalse();
        assertThat(allows(List.of("*-mini"), "gpt-4o-mini")).isTrue();
        assertThat(allows(List.of("a*a"), "a")).isFalse();
        assertThat(allows(List.of("a*a"), "aa")).isTrue();
    }

    @Test
    void one_of_several_is_enough() {
        assertThat(allows(List.of("x", "openai/*"), "openai/gpt-4o")).isTrue();
    }

    private static boolean allows(List<String> models, String model) {
        return new Caller("id", "name", models).rights().allowsModel(model);
    }
}
