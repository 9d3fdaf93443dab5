package io.piuptime.dialects.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piuptime.dialects.anthropic.AnthropicCodec;
import io.piuptime.dialects.anthropic.Version;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.gemini.GeminiCodec;
import io.piuptime.dialects.openai.OpenAiDialect;
import io.piuptime.dialects.responses.ResponsesCodec;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.Dialect.ErrorFacts;
import io.piuptime.gateway.ReplyReport;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.usage.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RelayDialectTest {
    private static final ErrorFacts ERROR =
            new ErrorFacts(429, "rate_limit_error", "too_many", "Slow \"down\".", "model");

    private final Dialect openai = new OpenAiDialect();
    private final Dialect anthropic =
            new RelayDialect(new AnthropicCodec(Version.V2023_06_01), Manners.anthropic(), openai);
    private final Dialect gemini = new RelayDialect(new GeminiCodec(), Manners.gemini(), openai);
    private final Dialect responses = new RelayDialect(new ResponsesCodec(), Manners.responses(openai), openai);

    @Test
    void is_named_as_its_codec() {
        assertThat(anthropic.name()).isEqualTo(new AnthropicCodec(Version.V2023_06_01).name());
        assertThat(gemini.name()).isEqualTo(new GeminiCodec().name());
    }

    @Test
    void finds_the_model_where_it_stands() {
        Bytes body = Bytes.utf8("{\"messages\":[],\"model\":\"m\",\"stream\":true}");

        RequestFacts facts = anthropic.read(Operation.MESSAGES, body);

        assertThat(facts.model()).isEqualTo("m");
        assertThat(facts.stream()).isTrue();
        assertThat(body.toString().substring(facts.modelFrom(), facts.modelTo()))
                .isEqualTo("\"m\"");
        assertThat(anthropic.modelValue("a\"b", true)).hasToString("\"a\\\"b\"");
        assertThat(anthropic.modelValue("a\"b", false)).hasToString("a\"b");
    }

    @Test
    void refuses_what_is_no_json() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> gemini.read(Operation.GENERATE_CONTENT, Bytes.utf8("{")));
    }

    @Test
    void reports_what_an_anthropic_reply_cost() {
        ReplyReport report = anthropic.report(
                Operation.MESSAGES,
                Bytes.utf8("{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\","
                        + "\"content\":[],\"stop_reason\":\"max_tokens\","
                        + "\"usage\":{\"input_tokens\":7,\"cache_read_input_tokens\":2,\"output_tokens\":5}}"));

        assertThat(report).isEqualTo(new ReplyReport(true, new Tokens(9, 5, 2, 0, Tokens.Source.REPORTED), "length"));
    }

    @Test
    void reports_what_a_gemini_reply_cost() {
        ReplyReport report = gemini.report(
                Operation.GENERATE_CONTENT,
                Bytes.utf8(
                        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"x\"}]},\"finishReason\":\"SAFETY\"}],"
                                + "\"usageMetadata\":{\"promptTokenCount\":4,\"candidatesTokenCount\":2,\"thoughtsTokenCount\":3}}"));

        assertThat(report)
                .isEqualTo(new ReplyReport(true, new Tokens(4, 5, 0, 3, Tokens.Source.REPORTED), "content_filter"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "<html>", "{} {}", "nope"})
    void reports_what_is_no_json(String body) {
        assertThat(anthropic.report(Operation.MESSAGES, Bytes.utf8(body)))
                .isEqualTo(new ReplyReport(false, Tokens.NONE, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "7", "null", "{}", "{\"type\":\"error\",\"error\":{\"message\":\"x\"}}", "{\"content\":7}"
            })
    void lets_json_of_another_form_pass(String body) {
        assertThat(anthropic.report(Operation.MESSAGES, Bytes.utf8(body)).wellFormed())
                .isTrue();
        assertThat(anthropic.report(Operation.MESSAGES, Bytes.utf8(body)).tokens())
                .isEqualTo(Tokens.NONE);
    }

    @Test
    void counts_have_no_usage() {
        assertThat(anthropic.report(Operation.MESSAGES_COUNT_TOKENS, Bytes.utf8("{\"input_tokens\":7}")))
                .isEqualTo(new ReplyReport(true, Tokens.NONE, ""));
    }

    @Test
    void tells_errors_in_its_own_words() {
        JsonNode ofAnthropic = Trees.read(anthropic.error(ERROR));
        JsonNode ofGemini = Trees.read(gemini.error(ERROR));
        JsonNode ofResponses = Trees.read(responses.error(ERROR));

        assertThat(ofAnthropic.path("type").asString("")).isEqualTo("error");
        assertThat(ofAnthropic.at("/error/type").asString("")).isEqualTo("rate_limit_error");
        assertThat(ofGemini.at("/error/status").asString("")).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(ofGemini.at("/error/code").asInt(0)).isEqualTo(429);
        assertThat(List.of(ofAnthropic, ofGemini, ofResponses))
                .allSatisfy(error ->
                        assertThat(error.at("/error/message").asString("")).isEqualTo("Slow \"down\"."));
    }

    @ParameterizedTest
    @CsvSource({
        "400,invalid_request_error,INVALID_ARGUMENT",
        "401,authentication_error,UNAUTHENTICATED",
        "403,permission_error,PERMISSION_DENIED",
        "404,not_found_error,NOT_FOUND",
        "429,rate_limit_error,RESOURCE_EXHAUSTED",
        "503,overloaded_error,UNAVAILABLE"
    })
    void every_status_has_its_word(int status, String type, String word) {
        ErrorFacts facts = new ErrorFacts(status, "", "", "x", "");

        assertThat(Trees.read(gemini.error(facts)).at("/error/status").asString(""))
                .isEqualTo(word);
        String ofAnthropic =
                Trees.read(anthropic.error(facts)).at("/error/type").asString("");
        assertThat(status == 503 ? List.of("overloaded_error", "api_error") : List.of(type))
                .contains(ofAnthropic);
    }

    @Test
    void tells_errors_within_a_stream_as_events() {
        assertThat(anthropic.errorEvent(ERROR).toString())
                .startsWith("event: error\ndata: {\"type\":\"error\"")
                .endsWith("}\n\n");
        assertThat(gemini.errorEvent(ERROR).toString())
                .startsWith("data: {\"error\":")
                .endsWith("\n\n");
        assertThat(responses.errorEvent(ERROR).toString())
                .contains("Slow \\\"down\\\".")
                .endsWith("\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":{\"message\":\"gone\",\"type\":\"api_error\"}}", "no json", "[]", ""})
    void hands_on_a_providers_error_as_one_event(String error) {
        for (Dialect dialect : List.of(anthropic, gemini, responses)) {
            String event = dialect.errorEvent(Bytes.utf8(error)).toString();

            assertThat(event).contains("data: {").endsWith("\n\n");
            assertThat(event.strip()).doesNotContain("\n\n");
            assertThat(event.contains("gone")).isEqualTo(error.contains("gone"));
        }
    }

    @Test
    void lists_models_as_anthropic_does() {
        JsonNode list = Trees.read(anthropic.models(List.of("a", "b"), 1_700_000_000));

        assertThat(list.path("data").size()).isEqualTo(2);
        assertThat(list.at("/data/1/id").asString("")).isEqualTo("b");
        assertThat(list.at("/data/0/type").asString("")).isEqualTo("model");
        assertThat(list.at("/data/0/created_at").asString("")).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(list.path("first_id").asString("")).isEqualTo("a");
        assertThat(list.path("last_id").asString("")).isEqualTo("b");
        assertThat(list.path("has_more").asBoolean(true)).isFalse();
        assertThat(Trees.read(anthropic.model("b", 1_700_000_000))).isEqualTo(list.at("/data/1"));
    }

    @Test
    void lists_no_models_as_anthropic_does() {
        JsonNode list = Trees.read(anthropic.models(List.of(), 0));

        assertThat(list.path("data").isEmpty()).isTrue();
        assertThat(list.path("first_id").isNull()).isTrue();
        assertThat(list.path("last_id").isNull()).isTrue();
    }

    @Test
    void lists_models_as_google_does() {
        JsonNode list = Trees.read(gemini.models(List.of("a"), 1));

        assertThat(list.at("/models/0/name").asString("")).isEqualTo("models/a");
        assertThat(list.at("/models/0/supportedGenerationMethods").toString()).contains("countTokens");
        assertThat(Trees.read(gemini.model("a", 1))).isEqualTo(list.at("/models/0"));
    }

    @Test
    void lists_models_as_openai_does_to_callers_of_its_responses() {
        assertThat(responses.models(List.of("a"), 1))
                .hasToString(openai.models(List.of("a"), 1).toString());
        assertThat(responses.model("a", 1)).hasToString(openai.model("a", 1).toString());
    }

    @Test
    void keeps_streams_alive_with_what_says_nothing() {
        assertThat(anthropic.heartbeat()).hasToString("event: ping\ndata: {\"type\":\"ping\"}\n\n");
        assertThat(gemini.heartbeat()).hasToString("\n");
        assertThat(responses.heartbeat()).hasToString(openai.heartbeat().toString());
    }

    @Test
    void ends_a_stream_for_its_provider_only_where_the_dialect_has_an_empty_end() {
        assertThat(anthropic.terminal().toString()).contains("message_stop");
        assertThat(gemini.terminal().length()).isZero();
        assertThat(responses.terminal().length()).isZero();
    }
}
