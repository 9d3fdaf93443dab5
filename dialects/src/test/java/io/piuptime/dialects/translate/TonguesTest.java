package io.piuptime.dialects.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.Question;
import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Quirk;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class TonguesTest {
    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String MESSAGES =
            "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String CONTENTS = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}";

    private final Tongues tongues = Speakers.tongues();

    @ParameterizedTest
    @CsvSource({
        "OPENAI_CHAT,       /chat/completions",
        "OPENAI_RESPONSES,  /responses",
        "ANTHROPIC_MESSAGES,/messages",
        "COHERE_CHAT,       /chat",
        "GEMINI,            /models/their-m:generateContent",
        "BEDROCK_CONVERSE,  /model/their-m/converse",
        "VERTEX_ANTHROPIC,  /models/their-m:rawPredict",
        "BEDROCK_ANTHROPIC, /model/their-m/invoke"
    })
    void asks_every_wire_format_at_its_path(Wire wire, String path) {
        Outbound.Request request = request(
                question(wire == Wire.ANTHROPIC_MESSAGES ? Operation.CHAT_COMPLETIONS : Operation.MESSAGES, false),
                target("their-m", wire));

        assertThat(request.path()).isEqualTo(path);
        assertThat(request.speech().wire()).isEqualTo(wire);
        assertThat(text(request)).contains("hi");
    }

    @ParameterizedTest
    @CsvSource({
        "GEMINI,            /models/their-m:streamGenerateContent?alt=sse",
        "BEDROCK_CONVERSE,  /model/their-m/converse-stream",
        "VERTEX_ANTHROPIC,  /models/their-m:streamRawPredict",
        "BEDROCK_ANTHROPIC, /model/their-m/invoke-with-response-stream"
    })
    void asks_for_a_stream_where_the_path_says_so(Wire wire, String path) {
        assertThat(request(question(Operation.CHAT_COMPLETIONS, true), target("their-m", wire))
                        .path())
                .isEqualTo(path);
    }

    @Test
    void a_models_name_is_fit_for_a_path() {
        assertThat(request(question(Operation.CHAT_COMPLETIONS, false), target("a/b c?d", Wire.BEDROCK_CONVERSE))
                        .path())
                .isEqualTo("/model/a%2Fb%20c%3Fd/converse");
    }

    @ParameterizedTest
    @CsvSource({
        "claude-sonnet-4,       VERTEX_ANTHROPIC",
        "gemini-3-pro,          GEMINI",
        "meta/llama-4,          OPENAI_CHAT"
    })
    void vertex_is_asked_in_the_format_of_a_models_maker(String model, Wire wire) {
        Target vertex = target(model, Wire.GEMINI, Wire.VERTEX_ANTHROPIC, Wire.OPENAI_CHAT);

        assertThat(request(question(Operation.MESSAGES, false), vertex).speech().wire())
                .isEqualTo(wire);
    }

    @ParameterizedTest
    @CsvSource({
        "MESSAGES,         anthropic.claude-4, BEDROCK_ANTHROPIC",
        "CHAT_COMPLETIONS, anthropic.claude-4, BEDROCK_CONVERSE",
        "MESSAGES,         amazon.nova-pro,    BEDROCK_CONVERSE",
        "CHAT_COMPLETIONS, amazon.nova-pro,    BEDROCK_CONVERSE"
    })
    void bedrock_is_asked_in_claudes_own_format_by_those_who_speak_it(Operation operation, String model, Wire wire) {
        Target bedrock = target(model, Wire.BEDROCK_CONVERSE, Wire.BEDROCK_ANTHROPIC);

        assertThat(request(question(operation, false), bedrock).speech().wire()).isEqualTo(wire);
    }

    @Test
    void an_imitation_of_openai_is_not_asked_where_a_provider_has_its_own_format() {
        Target both = target("m", Wire.ANTHROPIC_MESSAGES, Wire.OPENAI_CHAT);

        assertThat(request(question(Operation.CHAT_COMPLETIONS, false), both)
                        .speech()
                        .wire())
                .isEqualTo(Wire.ANTHROPIC_MESSAGES);
    }

    @Test
    void what_stays_in_its_dialect_keeps_its_bytes() {
        Outbound.Request request = request(question(Operation.CHAT_COMPLETIONS, false), target("m", Wire.OPENAI_CHAT));

        assertThat(text(request)).isEqualTo(CHAT);
        assertThat(request.headers()).isEqualTo(Outbound.Headers.CALLERS);
        assertThat(request.dropped()).isEmpty();
    }

    @Test
    void a_labelled_proof_is_taken_out_even_within_a_dialect() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"
                + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\""
                + new ProofLabel("gemini", false, "", "c2ln").behind("call_1")
                + "\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\""
                + new ProofLabel("gemini", false, "", "c2ln").behind("call_1")
                + "\",\"content\":\"r\"}]}";

        Outbound.Request request = request(
                new Question(Operation.CHAT_COMPLETIONS, facts(false), Bytes.utf8(body), "", false),
                target("m", Wire.OPENAI_CHAT));

        assertThat(text(request)).doesNotContain("piup1").contains("\"id\":\"call_1\"");
        assertThat(request.dropped()).containsExactly("tool_calls.signature");
    }

    @Test
    void what_a_target_has_no_words_for_is_named() {
        Outbound.Request request =
                request(with("\"seed\":7,\"logit_bias\":{\"5\":1}", false), target("m", Wire.ANTHROPIC_MESSAGES));

        assertThat(request.dropped()).contains("seed", "logit_bias");
        assertThat(request.headers().own()).containsEntry("anthropic-version", "2023-06-01");
        assertThat(request.headers().relaysCallers()).isFalse();
    }

    @Test
    void a_strict_model_refuses_what_its_target_has_no_words_for() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> tongues.of(with("\"seed\":7", true)).to(target("m", Wire.ANTHROPIC_MESSAGES)))
                .extracting(RefusedException::refusal)
                .isInstanceOfSatisfying(Refusal.BadRequest.class, refusal -> {
                    assertThat(refusal.param()).isEqualTo("seed");
                    assertThat(refusal.code()).isEqualTo("unsupported_parameter");
                    assertThat(refusal.message()).contains("'upstream'").contains("seed");
                });
    }

    @Test
    void a_strict_model_takes_what_its_target_can_be_told() {
        Question strict = new Question(Operation.CHAT_COMPLETIONS, facts(false), Bytes.utf8(CHAT), "", true);

        assertThat(request(strict, target("m", Wire.ANTHROPIC_MESSAGES)).dropped())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"previous_response_id,resp_1", "conversation,conv_1"})
    void what_is_kept_with_one_provider_is_refused_by_others(String name, String value) {
        Question question = new Question(
                Operation.RESPONSES,
                facts(false),
                Bytes.utf8("{\"model\":\"m\",\"input\":\"hi\",\"" + name + "\":\"" + value + "\"}"),
                "",
                false);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> tongues.of(question).to(target("m", Wire.GEMINI)))
                .extracting(RefusedException::refusal)
                .isInstanceOfSatisfying(
                        Refusal.BadRequest.class,
                        refusal -> assertThat(refusal.param()).isEqualTo(name));
    }

    @Test
    void quirks_change_what_an_imitator_of_openai_is_asked() {
        Target quirky = target(
                "m", new Habits(Set.of(Quirk.MAX_TOKENS_ONLY, Quirk.NO_DEVELOPER_ROLE), Map.of()), Wire.OPENAI_CHAT);

        JsonNode body = Trees.read(text(request(question(Operation.MESSAGES, false), quirky)));

        assertThat(body.path("max_tokens").asInt(0)).isEqualTo(9);
        assertThat(body.has("max_completion_tokens")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"false,text/event-stream", "true,text/event-stream"})
    void a_gemini_stream_in_events_stays_as_it_is(boolean own, String type) {
        Question question = new Question(
                Operation.STREAM_GENERATE_CONTENT,
                facts(true).inPath("m", true),
                Bytes.utf8(CONTENTS),
                "alt=sse",
                false);

        Outbound.Request request = request(question, target("m", own ? Wire.GEMINI : Wire.ANTHROPIC_MESSAGES));

        assertThat(request.replies().streamType()).isEqualTo(type);
    }

    @ParameterizedTest
    @EnumSource(
            value = Wire.class,
            names = {"GEMINI", "OPENAI_CHAT", "BEDROCK_CONVERSE"})
    void a_gemini_stream_as_a_list_is_one_whatever_its_target(Wire wire) {
        Question question = new Question(
                Operation.STREAM_GENERATE_CONTENT, facts(true).inPath("m", true), Bytes.utf8(CONTENTS), "", false);

        assertThat(request(question, target("m", wire)).replies().streamType()).isEqualTo("application/json");
    }

    @Test
    void a_body_that_is_no_json_is_a_bad_request() {
        Question question =
                new Question(Operation.CHAT_COMPLETIONS, facts(false), Bytes.utf8("{\"model\":"), "", false);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> tongues.of(question).to(target("m", Wire.GEMINI)))
                .extracting(RefusedException::refusal)
                .isInstanceOfSatisfying(
                        Refusal.BadRequest.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("invalid_json"));
    }

    @Test
    void what_one_dialect_alone_has_is_refused_elsewhere() {
        Question question = new Question(
                Operation.MODERATIONS, facts(false), Bytes.utf8("{\"model\":\"m\",\"input\":\"x\"}"), "", false);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> tongues.of(question).to(target("m", Wire.GEMINI)))
                .extracting(RefusedException::refusal)
                .isInstanceOfSatisfying(
                        Refusal.BadRequest.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("unsupported_operation"));
    }

    @Test
    void one_question_is_told_to_one_target_after_another() {
        var translation = tongues.of(question(Operation.CHAT_COMPLETIONS, false));

        for (int i = 0; i < 2; i++) {
            for (Wire wire : Wire.values()) {
                Outbound.Request request = (Outbound.Request) translation.to(target("m", wire));
                assertThat(text(request)).as(wire.id()).contains("hi");
            }
        }
    }

    private Outbound.Request request(Question question, Target target) {
        return (Outbound.Request) tongues.of(question).to(target);
    }

    private static Question question(Operation operation, boolean stream) {
        String body = switch (operation) {
            case MESSAGES -> MESSAGES;
            case GENERATE_CONTENT -> CONTENTS;
            default -> CHAT;
        };
        String asked = stream ? body.replace("{\"model\"", "{\"stream\":true,\"model\"") : body;
        return new Question(operation, facts(stream), Bytes.utf8(asked), "", false);
    }

    private static Question with(String members, boolean strict) {
        String body = CHAT.replace("{\"model\"", "{" + members + ",\"model\"");
        return new Question(Operation.CHAT_COMPLETIONS, facts(false), Bytes.utf8(body), "", strict);
    }

    private static RequestFacts facts(boolean stream) {
        return new RequestFacts("m", 9, 12, stream, true, Optional.empty());
    }

    private static Target target(String model, Wire... wires) {
        return target(model, Habits.NONE, wires);
    }

    private static Target target(String model, Habits habits, Wire... wires) {
        List<Speech> speaks = Arrays.stream(wires)
                .map(wire -> new Speech(wire, "https://" + wire.id() + ".example/v1", Signing.NONE, Map.of()))
                .toList();
        return new Target(
                new Provider("upstream", speaks, Map.of(), Map.of(), habits, Map.of(), Provider.Connection.DEFAULT),
                model);
    }

    private static String text(Outbound.Request request) {
        StringBuilder text = new StringBuilder();
        request.pieces().forEach(text::append);
        return text.toString();
    }
}
