package io.piuptime.dialects.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piuptime.dialects.openai.OpenAiDialect;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.translate.Dialects;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.Question;
import io.piuptime.gateway.translate.SameDialect;
import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Quirk;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that stay in their caller's dialect, with the dialects as they are. */
class SameDialectTest {
    private final Dialect openai = new OpenAiDialect();
    private final Dialects dialects = Speakers.dialects();

    @Test
    void changes_the_models_name_and_not_one_other_byte() {
        String body = " {\"messages\" : [ ],\t\"model\" :\"ours\", \"x\":[1.50, \"é\"] } ";

        Outbound.Request request = same(Operation.CHAT_COMPLETIONS, body, "", target("th\"eirs", Set.of()));

        assertThat(text(request)).isEqualTo(body.replace("\"ours\"", "\"th\\\"eirs\""));
        assertThat(request.path()).isEqualTo("/chat/completions");
    }

    @Test
    void a_body_that_needs_no_change_is_one_piece() {
        Outbound.Request request =
                same(Operation.CHAT_COMPLETIONS, "{\"model\":\"theirs\"}", "", target("theirs", Set.of()));

        assertThat(request.pieces()).hasSize(1);
    }

    @Test
    void asks_a_stream_for_its_usage() {
        String body = "{\"model\":\"ours\",\"stream\":true,\"messages\":[]}";

        String asked = text(same(Operation.CHAT_COMPLETIONS, body, "", target("theirs", Set.of())));

        assertThat(asked).contains("\"include_usage\":true").contains("\"model\":\"theirs\"");
        assertThat(openai.read(Operation.CHAT_COMPLETIONS, Bytes.utf8(asked)).usageAsked())
                .isTrue();
    }

    @Test
    void asks_no_usage_of_those_who_refuse_to_be_asked() {
        String body = "{\"model\":\"theirs\",\"stream\":true,\"messages\":[]}";

        assertThat(text(same(Operation.CHAT_COMPLETIONS, body, "", target("theirs", Set.of(Quirk.NO_STREAM_OPTIONS)))))
                .isEqualTo(body);
    }

    @Test
    void the_query_goes_along() {
        assertThat(same(Operation.CHAT_COMPLETIONS, "{\"model\":\"m\"}", "a=1&b=2", target("m", Set.of()))
                        .path())
                .isEqualTo("/chat/completions?a=1&b=2");
    }

    @Test
    void a_model_in_the_path_is_changed_there() {
        Target gemini = target("their/m", Set.of(), Wire.GEMINI);
        Question question = new Question(
                Operation.STREAM_GENERATE_CONTENT,
                new RequestFacts("x", 0, 0, true, true, Optional.empty()),
                Bytes.utf8("{\"contents\":[]}"),
                "alt=sse",
                false);

        Outbound.Request request = SameDialect.of(
                dialects.of(Wire.GEMINI).orElseThrow(),
                question,
                gemini,
                gemini.provider().own());

        assertThat(request.path()).isEqualTo("/models/their%2Fm:streamGenerateContent?alt=sse");
        assertThat(text(request)).isEqualTo("{\"contents\":[]}");
    }

    @Test
    void a_form_passes_without_being_held() {
        Speech speech = target("m", Set.of()).provider().own();

        Outbound.Request request = SameDialect.passing(openai, Operation.AUDIO_TRANSCRIPTIONS, false, speech);

        assertThat(request.pieces()).isEmpty();
        assertThat(request.path()).isEqualTo("/audio/transcriptions");
        assertThat(request.headers().relaysCallers()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "CHAT_COMPLETIONS, OPENAI_CHAT,        OPENAI_RESPONSES, OPENAI_CHAT",
        "CHAT_COMPLETIONS, OPENAI_RESPONSES,   OPENAI_CHAT,      OPENAI_CHAT",
        "CHAT_COMPLETIONS, GEMINI,             OPENAI_CHAT,      ''",
        "CHAT_COMPLETIONS, GEMINI,             COHERE_CHAT,      ''",
        "EMBEDDINGS,       GEMINI,             OPENAI_CHAT,      OPENAI_CHAT",
        "EMBEDDINGS,       OPENAI_RESPONSES,   GEMINI,           OPENAI_RESPONSES",
        "MESSAGES,         OPENAI_CHAT,        ANTHROPIC_MESSAGES, ANTHROPIC_MESSAGES",
        "MESSAGES,         BEDROCK_CONVERSE,   BEDROCK_ANTHROPIC,  ''",
        "COUNT_TOKENS,     VERTEX_ANTHROPIC,   GEMINI,           GEMINI"
    })
    void a_targets_own_words_come_before_an_imitation(Operation operation, Wire first, Wire second, String wire) {
        assertThat(SameDialect.speech(operation, target("m", Set.of(), first, second))
                        .map(speech -> speech.wire().name())
                        .orElse(""))
                .isEqualTo(wire);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models,             gemini",
        "/v1beta/nothing,            gemini",
        "/v1/messages/nothing,       anthropic-messages",
        "/v1/models,                 openai",
        "/nothing,                   openai",
        "'',                         openai"
    })
    void a_path_where_nothing_is_has_its_dialect_too(String path, String name) {
        assertThat(dialects.of(Optional.empty(), path).name()).startsWith(name.split("-", -1)[0]);
    }

    @Test
    void openais_dialect_must_be_spoken() {
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> new Dialects(Map.of()))
                .withMessage("openai-chat");
        assertThat(new Dialects(Map.of(Wire.OPENAI_CHAT, openai)).of(Wire.GEMINI))
                .isEmpty();
    }

    private Outbound.Request same(Operation operation, String body, String query, Target target) {
        Bytes bytes = Bytes.utf8(body);
        Question question = new Question(operation, openai.read(operation, bytes), bytes, query, false);
        return SameDialect.of(openai, question, target, target.provider().own());
    }

    private static Target target(String model, Set<Quirk> quirks, Wire... wires) {
        Wire[] spoken = wires.length == 0 ? new Wire[] {Wire.OPENAI_CHAT} : wires;
        List<Speech> speaks = Arrays.stream(spoken)
                .map(wire -> new Speech(wire, "https://api.example/v1", Signing.NONE, Map.of()))
                .toList();
        Habits habits = new Habits(quirks, Map.of());
        return new Target(
                new Provider("p", speaks, Map.of(), Map.of(), habits, Map.of(), Provider.Connection.DEFAULT), model);
    }

    private static String text(Outbound.Request request) {
        StringBuilder text = new StringBuilder();
        request.pieces().forEach(text::append);
        return text.toString();
    }
}
