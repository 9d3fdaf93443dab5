package io.piuptime.dialects.gemini.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "STOP,                     STOP",
        "MAX_TOKENS,               LENGTH",
        "SAFETY,                   CONTENT_FILTER",
        "MALFORMED_FUNCTION_CALL,  MALFORMED_CALL"
    })
    void every_end_has_a_word_both_ways(String word, Kind kind) {
        assertThat(Words.finish(word, false).kind()).isEqualTo(kind);
        assertThat(Words.finish(new FinishReason(kind, ""))).isEqualTo(word);
    }

    @Test
    void an_answer_with_calls_ends_for_them() {
        assertThat(Words.finish("STOP", true).kind()).isEqualTo(Kind.TOOL_CALLS);
    }

    @ParameterizedTest
    @EnumSource
    void no_end_is_without_a_word(Kind kind) {
        assertThat(Words.finish(new FinishReason(kind, ""))).matches("[A-Z_]+");
    }

    @ParameterizedTest
    @CsvSource({
        "400,INVALID_ARGUMENT",
        "401,UNAUTHENTICATED",
        "403,PERMISSION_DENIED",
        "404,NOT_FOUND",
        "429,RESOURCE_EXHAUSTED",
        "503,UNAVAILABLE",
        "504,DEADLINE_EXCEEDED"
    })
    void every_error_has_its_word_both_ways(int status, String word) {
        ChatError error = Words.error(
                status,
                Trees.read("{\"error\":{\"code\":" + status + ",\"message\":\"m\",\"status\":\"" + word + "\"}}"));

        assertThat(error.status()).isEqualTo(status);
        assertThat(error.message()).isEqualTo("m");
        assertThat(Words.error(new ChatError(status, "", "", "m", ""))
                        .at("/error/status")
                        .asString(""))
                .isEqualTo(word);
    }
}
