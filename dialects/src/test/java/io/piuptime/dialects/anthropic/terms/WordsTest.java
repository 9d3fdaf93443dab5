package io.piuptime.dialects.anthropic.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "end_turn,                       STOP",
        "stop_sequence,                  STOP_TEXT",
        "max_tokens,                     LENGTH",
        "tool_use,                       TOOL_CALLS",
        "pause_turn,                     PAUSE",
        "refusal,                        REFUSAL",
        "model_context_window_exceeded,  CONTEXT_LENGTH"
    })
    void every_end_has_a_word_both_ways(String word, Kind kind) {
        assertThat(Words.finish(word)).isEqualTo(new FinishReason(kind, word));
        assertThat(Words.word(new FinishReason(kind, ""), false)).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({"CONTENT_FILTER,refusal", "MALFORMED_CALL,end_turn", "ERROR,end_turn", "OTHER,end_turn"})
    void an_end_of_others_has_the_nearest_word(Kind kind, String word) {
        assertThat(Words.word(new FinishReason(kind, ""), false)).isEqualTo(word);
    }

    @Test
    void an_answer_with_calls_ends_for_them() {
        assertThat(Words.word(new FinishReason(Kind.STOP, ""), true)).isEqualTo("tool_use");
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_request_error,400",
        "authentication_error,401",
        "permission_error,403",
        "not_found_error,404",
        "request_too_large,413",
        "rate_limit_error,429",
        "api_error,500",
        "overloaded_error,529"
    })
    void every_error_has_its_status(String type, int status) {
        String event = "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"m\"}}";

        ChatError error = Errors.readInStream(Trees.read(event));

        assertThat(error).isEqualTo(new ChatError(status, type, "", "m", ""));
        assertThat(Errors.write(error)).isEqualTo(Trees.read(event));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":\"plain\"} | plain",
                "{\"message\":\"beside\"} | beside",
                "{\"error\":{\"message\":\"within\"}} | within",
                "{} | ''",
                "[] | ''",
                "{\"error\":{\"message\":7}} | 7"
            })
    void finds_the_message_wherever_it_stands(String body, String message) {
        assertThat(Errors.read(500, Trees.read(body)).message()).isEqualTo(message);
    }
}
