package io.piuptime.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoFormatTest {
    @Test
    void takes_what_the_user_said_last() {
        DemoPrompt prompt = DemoFormat.CHAT.prompt(json("""
                {"messages": [
                  {"role": "system", "content": "rules"},
                  {"role": "user", "content": "first"},
                  {"role": "assistant", "content": null, "tool_calls": []},
                  {"role": "user", "content": [{"type": "text", "text": "second"}, {"type": "image_url"}]},
                  {"role": "assistant", "content": "after"}]}
                """));

        assertThat(prompt.last().strip()).isEqualTo("second");
        assertThat(prompt.all()).contains("rules", "first", "second", "after");
    }

    @Test
    void takes_a_prompt_that_is_a_list() {
        assertThat(DemoFormat.TEXT
                        .prompt(json("{\"prompt\":[\"one\",\"two\"]}"))
                        .last())
                .isEqualTo("one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                              | 2147483647
            {"max_tokens":null}                             | 2147483647
            {"max_tokens":7}                                | 7
            {"max_completion_tokens":5,"max_tokens":7}      | 5
            """)
    void reads_how_much_may_be_said(String request, int tokens) {
        assertThat(DemoFormat.CHAT.maxTokens(json(request))).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"max_tokens":-1}   | max_tokens: -1 (expected: >= 1)
            {"max_tokens":1.5}  | max_tokens: 1.5 (expected: >= 1)
            {"max_tokens":"x"}  | max_tokens: "x" (expected: >= 1)
            """)
    void refuses_a_limit_that_is_none(String request, String message) {
        assertThatThrownBy(() -> DemoFormat.TEXT.maxTokens(json(request))).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CHAT | {"messages":"x"} | messages: string (expected: an array with a message)
            CHAT | {"messages":[]}  | messages: array (expected: an array with a message)
            TEXT | {"prompt":5}     | prompt: number (expected: a text or an array)
            """)
    void refuses_a_prompt_that_is_none(DemoFormat format, String request, String message) {
        assertThatThrownBy(() -> format.prompt(json(request))).hasMessage(message);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
