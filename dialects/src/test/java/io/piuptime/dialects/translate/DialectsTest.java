package io.piuptime.dialects.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.piuptime.gateway.translate.Dialects;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The dialects of callers, by what they ask and where. */
class DialectsTest {
    private final Dialects dialects = Speakers.dialects();

    @ParameterizedTest
    @EnumSource(Operation.class)
    void whoever_asks_for_an_operation_is_answered_in_its_dialect(Operation operation) {
        assertThat(dialects.of(Optional.of(operation), "/anywhere"))
                .isSameAs(dialects.of(operation.wire()).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/messages,                  ANTHROPIC_MESSAGES",
        "/v1/messages/batches,          ANTHROPIC_MESSAGES",
        "/v1beta/models,                GEMINI",
        "/v1beta/models/m:unknown,      GEMINI",
        "/v1beta,                       OPENAI_CHAT",
        "/v1/models,                    OPENAI_CHAT",
        "/v1/nothing,                   OPENAI_CHAT",
        "/,                             OPENAI_CHAT",
        "'',                            OPENAI_CHAT"
    })
    void whoever_asks_for_none_is_answered_as_the_path_suggests(String path, Wire wire) {
        assertThat(dialects.of(Optional.empty(), path))
                .isSameAs(dialects.of(wire).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(
            value = Wire.class,
            names = {"BEDROCK_CONVERSE", "COHERE_CHAT", "VERTEX_ANTHROPIC", "BEDROCK_ANTHROPIC"})
    void what_only_providers_speak_is_no_callers_dialect(Wire wire) {
        assertThat(dialects.of(wire)).isEmpty();
    }

    @Test
    void nobody_can_be_answered_without_openais() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Dialects(Map.of()))
                .withMessage("openai-chat");
    }
}
