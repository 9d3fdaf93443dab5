package io.piuptime.app.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final String PROVIDER = "providers: {p: {base-url: 'http://h'}}\n";

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "openai/gpt-4o", "ft:gpt-4o:org::id", "*", "gpt-*", "*-mini", "a*b", "模型", "llama3.2:8b"})
    void these_can_be_offered(String name) {
        assertThat(Reading.read(PROVIDER + "models: {\"" + name + "\": {targets: [{provider: p}]}}")
                        .models())
                .containsOnlyKeys(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a*b*", "**", "a\\tb", "a\\u200fb", "\\u00a0 "})
    void these_cannot_neither_as_names_nor_as_aliases(String name) {
        String hint = "expected: 1 to 200 characters without spaces, with at most one *";
        assertThat(Reading.problems(PROVIDER + "models: {\"" + name + "\": {targets: [{provider: p}]}}"))
                .anyMatch(problem -> problem.contains(hint));
        assertThat(Reading.problems(PROVIDER + "models: {m: {aliases: [\"" + name + "\"], targets: [{provider: p}]}}"))
                .isNotEmpty();
    }

    @Test
    void a_name_has_at_most_two_hundred_characters() {
        String text = PROVIDER + "models: {%s: {targets: [{provider: p}]}}";
        assertThat(Reading.read(text.formatted("x".repeat(200))).models()).hasSize(1);
        assertThat(Reading.problems(text.formatted("x".repeat(201)))).hasSize(1);
    }

    @Test
    void an_alias_belongs_to_one_model_and_stands_once() {
        assertThat(Reading.problems(PROVIDER
                        + "models: {a: {aliases: [x, x], targets: [{provider: p}]}, "
                        + "b: {aliases: [x, b], targets: [{provider: p}]}}"))
                .containsExactly(
                        "models.a.aliases[1]: 'x' at line 2, column 27 "
                                + "(expected: a name not taken, but models.a.aliases[0] has it)",
                        "models.b.aliases[0]: 'x' at line 2, column 72 "
                                + "(expected: a name not taken, but models.a.aliases[0] has it)",
                        "models.b.aliases[1]: 'b' at line 2, column 75 "
                                + "(expected: a name not taken, but models.b has it)");
    }

    @Test
    void names_differ_by_case() {
        assertThat(Reading.read(PROVIDER + "models: {a: {aliases: [A], targets: [{provider: p}]}}")
                        .models())
                .hasSize(1);
    }

    @Test
    void paths_quote_what_is_not_a_word() {
        assertThat(Keys.path("models", "my-model_1")).isEqualTo("models.my-model_1");
        assertThat(Keys.path("models", "gpt-4.1")).isEqualTo("models.'gpt-4.1'");
        assertThat(Keys.path("", "listen")).isEqualTo("listen");
        assertThat(Keys.path("targets", 3)).isEqualTo("targets[3]");
        assertThat(Keys.path("m", "x".repeat(65))).hasSize(2 + 60 + 3);
    }

    @Test
    void components_are_written_in_kebab_case() {
        assertThat(Keys.written("firstTokenWithAlternative")).isEqualTo("first-token-with-alternative");
        assertThat(Keys.written("uri")).isEqualTo("uri");
    }
}
