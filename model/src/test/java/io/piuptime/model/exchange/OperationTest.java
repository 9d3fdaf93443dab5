package io.piuptime.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.catalog.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions,                        CHAT_COMPLETIONS",
        "/v1/responses,                               RESPONSES",
        "/v1/responses/input_tokens,                  RESPONSES_INPUT_TOKENS",
        "/v1/messages,                                MESSAGES",
        "/v1/messages/count_tokens,                   MESSAGES_COUNT_TOKENS",
        "/v1/embeddings,                              EMBEDDINGS",
        "/v1/rerank,                                  RERANK",
        "/v1beta/models/m:generateContent,            GENERATE_CONTENT",
        "/v1/models/m:generateContent,                GENERATE_CONTENT",
        "/v1beta/models/m:streamGenerateContent,      STREAM_GENERATE_CONTENT",
        "/v1beta/models/m:countTokens,                COUNT_TOKENS",
        "/v1beta/models/m:embedContent,               EMBED_CONTENT",
        "/v1beta/models/m:batchEmbedContents,         BATCH_EMBED_CONTENTS",
        "/v1beta/models/a%2Fb:generateContent,        GENERATE_CONTENT",
        "/v1beta/models/a:b:generateContent,          GENERATE_CONTENT"
    })
    void is_found_at_its_path(String path, Operation operation) {
        assertThat(Operation.at(path)).contains(operation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/v1",
                "/v1/chat",
                "/v1/chat/completions/",
                "/v1/Chat/completions",
                "/V1/messages",
                "//v1/messages",
                "v1/messages",
                ":generateContent",
                ":countTokens",
                "/v1beta:generateContent",
                "/v1beta/models:generateContent",
                "/v1beta/models/:generateContent",
                "/v1beta/models/m",
                "/v1beta/models/m:",
                "/v1beta/models/m:generatecontent",
                "/v1beta/models/a/b:generateContent",
                "/v1beta/tunedModels/m:generateContent",
                "/v2/models/m:generateContent",
                "/v1beta/models/m:generateContent/",
                "/v1beta/models/m:generateContent/x",
                "/x/v1beta/models/m:generateContent"
            })
    void is_nowhere_else(String path) {
        assertThat(Operation.at(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/m:generateContent,         m",
        "/v1/models/gemini-3.0-pro:countTokens,    gemini-3.0-pro",
        "/v1beta/models/a%2Fb:generateContent,     a/b",
        "/v1beta/models/a:b:generateContent,       a:b",
        "/v1beta/models/a+b:generateContent,       a+b",
        "/v1beta/models/a%20b:generateContent,     a b",
        "/v1beta/models/%C3%A9:generateContent,    é",
        "/v1beta/models/50%:generateContent,       50%",
        "/v1beta/models/%zz:generateContent,       %zz",
        "/v1/chat/completions,                     ''",
        "/v1/messages,                             ''"
    })
    void knows_the_model_that_a_path_names(String path, String model) {
        assertThat(Operation.at(path).orElseThrow().modelIn(path)).isEqualTo(model);
    }

    @ParameterizedTest
    @EnumSource
    void is_found_where_it_says_it_is(Operation operation) {
        String path = operation.namesModelInPath() ? "/v1beta/models/m" + operation.path() : operation.path();

        assertThat(Operation.at(path)).contains(operation);
        assertThat("/v1" + operation.pathBelowVersion("m")).isEqualTo(path.replace("/v1beta", "/v1"));
    }

    @ParameterizedTest
    @EnumSource
    void only_geminis_name_the_model_in_the_path(Operation operation) {
        assertThat(operation.namesModelInPath()).isEqualTo(operation.wire() == Wire.GEMINI);
        assertThat(operation.telemetryName()).matches("[a-z_]+");
    }

    @Test
    void every_topic_that_can_be_translated_has_more_than_one_dialect() {
        assertThat(Operation.values())
                .filteredOn(operation -> operation.topic() == Operation.Topic.CHAT)
                .extracting(Operation::wire)
                .contains(Wire.OPENAI_CHAT, Wire.OPENAI_RESPONSES, Wire.ANTHROPIC_MESSAGES, Wire.GEMINI);
        assertThat(Operation.values())
                .filteredOn(operation -> operation.topic() == Operation.Topic.COUNT)
                .extracting(Operation::wire)
                .containsExactlyInAnyOrder(Wire.OPENAI_RESPONSES, Wire.ANTHROPIC_MESSAGES, Wire.GEMINI);
    }

    @Test
    void what_carries_files_comes_as_a_form() {
        assertThat(Operation.AUDIO_TRANSCRIPTIONS.form()).isEqualTo(Operation.Form.MULTIPART);
        assertThat(Operation.IMAGES_EDITS.form()).isEqualTo(Operation.Form.JSON_OR_MULTIPART);
        assertThat(Operation.CHAT_COMPLETIONS.form()).isEqualTo(Operation.Form.JSON);
    }
}
