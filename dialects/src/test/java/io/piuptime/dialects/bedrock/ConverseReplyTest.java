package io.piuptime.dialects.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import io.piuptime.model.exchange.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ConverseReplyTest {
    private final BedrockCodec codec = new BedrockCodec();
    private final Drops drops = new Drops();

    @Test
    void the_input_is_the_sum_of_what_was_sent_and_what_the_cache_held() {
        ChatReply read = read("""
                {"output":{"message":{"role":"assistant","content":[{"text":"hi"}]}},"stopReason":"end_turn",
                "usage":{"inputTokens":10,"outputTokens":3,"totalTokens":63,"cacheReadInputTokens":20,
                "cacheWriteInputTokens":30,"cacheDetails":[{"ttl":"1h","inputTokens":12},{"ttl":"5m","inputTokens":18}]},
                "metrics":{"latencyMs":7}}""");

        assertThat(read.usage()).contains(new ChatUsage(60, 3, 20, 30, 12, 0, 0, 0));
        JsonNode written = codec.writeReply(read, drops);
        assertThat(written.at("/usage/inputTokens").asInt()).isEqualTo(10);
        assertThat(written.at("/usage/totalTokens").asInt()).isEqualTo(63);
        assertThat(written.at("/metrics/latencyMs").asInt()).isEqualTo(7);
        assertThat(codec.readReply(Members.of(written))).isEqualTo(read);
    }

    @Test
    void citations_thoughts_and_server_tools_come_back() {
        ChatReply read = read("""
                {"output":{"message":{"role":"assistant","content":[
                {"reasoningContent":{"reasoningText":{"text":"hm","signature":"s"}}},
                {"reasoningContent":{"redactedContent":"AAAA"}},
                {"toolUse":{"toolUseId":"a","name":"code","input":{},"type":"server_tool_use"}},
                {"citationsContent":{"content":[{"text":"so "},{"text":"it is"}],
                 "citations":[{"title":"T","location":{"web":{"url":"https://a"}}}]}}]}},
                "stopReason":"guardrail_intervened","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2},"metrics":{"latencyMs":0},
                "additionalModelResponseFields":{"stop_sequence":"END"}}""");

        assertThat(read.choices().getFirst().parts())
                .hasSize(4)
                .contains(
                        new Part.Reasoning("", "hm", List.of(), Optional.of("s"), Optional.empty()),
                        new Part.Reasoning("", "", List.of(), Optional.empty(), Optional.of("AAAA")));
        assertThat(read.choices().getFirst().finish().kind()).isEqualTo(FinishReason.Kind.CONTENT_FILTER);
        assertThat(read.choices().getFirst().stopText()).contains("END");
        assertThat(codec.readReply(Members.of(codec.writeReply(read, drops)))).isEqualTo(read);
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void a_foreign_reply_is_told_with_its_proofs_and_what_is_lost_is_noted() {
        Part.Citation citation = new Part.Citation("openai-chat", "https://a", "A", Json.EMPTY_OBJECT);
        ChatReply.Choice choice = new ChatReply.Choice(
                0,
                List.of(
                        new Part.Reasoning("r", "", List.of("one", "two"), Optional.empty(), Optional.of("xyz")),
                        new Part.Text("hi", List.of(citation), Optional.empty())),
                new FinishReason(FinishReason.Kind.LENGTH, "length"),
                Optional.empty(),
                Optional.of(Json.EMPTY_OBJECT));
        ChatReply reply = new ChatReply(
                "id",
                "m",
                1,
                List.of(choice, choice),
                Optional.of(new ChatUsage(1, 2, 0, 0, 0, 1, 0, 0)),
                Optional.empty(),
                Map.of("system_fingerprint", Json.EMPTY_OBJECT),
                "openai-chat");

        JsonNode written = codec.writeReply(reply, drops);

        assertThat(written.at("/output/message/content").toString())
                .isEqualTo("[{\"reasoningContent\":{\"reasoningText\":{\"text\":\"one\\n\\ntwo\"}}},"
                        + "{\"reasoningContent\":{\"redactedContent\":\"xyz\"}},"
                        + "{\"citationsContent\":{\"content\":[{\"text\":\"hi\"}],\"citations\":[{\"title\":\"A\","
                        + "\"location\":{\"web\":{\"url\":\"https://a\"}}}]}}]");
        assertThat(written.path("stopReason").asString()).isEqualTo("max_tokens");
        assertThat(drops.names()).containsExactly("n", "logprobs", "usage.reasoning_tokens", "system_fingerprint");
    }

    @Test
    void a_foreign_reply_has_all_that_clients_rely_on() {
        ChatReply.Choice choice = new ChatReply.Choice(
                0, List.of(), new FinishReason(FinishReason.Kind.OTHER, "queued"), Optional.empty(), Optional.empty());
        ChatReply reply = new ChatReply(
                "id", "m", 1, List.of(choice), Optional.empty(), Optional.of("scale"), Map.of(), "openai-responses");

        JsonNode written = codec.writeReply(reply, drops);

        assertThat(written.path("usage").toString())
                .isEqualTo("{\"inputTokens\":0,\"outputTokens\":0,\"totalTokens\":0}");
        assertThat(written.path("stopReason").asString()).isEqualTo("end_turn");
        assertThat(written.has("serviceTier")).isFalse();
        assertThat(drops.names()).containsExactly("finish_reason", "service_tier");
    }

    @Test
    void a_call_that_says_that_it_is_one_is_a_call_as_any_other() {
        ChatReply reply = codec.readReply(Members.of(Trees.read("""
                {"output":{"message":{"role":"assistant","content":[
                  {"toolUse":{"toolUseId":"a","name":"f","input":{},"type":"tool_use"}},
                  {"toolUse":{"toolUseId":"b","name":"g","input":{},"type":"server_tool_use"}}]}},
                 "stopReason":"tool_use"}""")));

        assertThat(reply.choices().getFirst().parts())
                .satisfiesExactly(
                        call -> assertThat(call).isEqualTo(new Part.ToolCall("a", "f", "{}")),
                        served -> assertThat(served).isInstanceOf(Part.Native.class));
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, stop, end_turn",
        "STOP_TEXT, stop_sequence, stop_sequence",
        "TOOL_CALLS, tool_calls, tool_use",
        "REFUSAL, refusal, content_filtered",
        "CONTENT_FILTER, guardrail_intervened, guardrail_intervened",
        "CONTEXT_LENGTH, '', model_context_window_exceeded",
        "MALFORMED_CALL, MALFORMED_FUNCTION_CALL, malformed_tool_use",
        "OTHER, something_new, end_turn",
        "OTHER, RECITATION, end_turn"
    })
    void every_reason_has_a_word(FinishReason.Kind kind, String word, String expected) {
        assertThat(Words.word(new FinishReason(kind, word))).isEqualTo(expected);
    }

    @Test
    void a_reason_of_its_own_that_is_younger_is_kept() {
        assertThat(Words.word(new FinishReason(FinishReason.Kind.OTHER, "something_new"), true))
                .isEqualTo("something_new");
    }

    @Test
    void errors_bear_the_name_of_an_exception() {
        ChatError error = new ChatError(429, "rate_limit_error", "", "slow down", "");

        JsonNode written = codec.writeError(error);

        assertThat(written.toString()).isEqualTo("{\"__type\":\"ThrottlingException\",\"message\":\"slow down\"}");
        assertThat(codec.readError(429, written))
                .isEqualTo(new ChatError(429, "ThrottlingException", "", "slow down", ""));
        assertThat(codec.readError(502, Trees.object())).isEqualTo(new ChatError(502, "", "", "", ""));
    }

    @Test
    void a_body_without_output_is_no_reply() {
        assertThatThrownBy(() -> read("{\"message\":\"no\"}")).isInstanceOf(RefusedException.class);
    }

    private ChatReply read(String body) {
        return codec.readReply(Members.of(Trees.read(body)));
    }
}
