package io.piuptime.dialects.anthropic;

import static io.piuptime.dialects.anthropic.Asked.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatReply.Choice;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
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

/** Whole replies and errors. */
class ReplyTest {
    private final AnthropicCodec codec = new AnthropicCodec(Version.V2026_10_21);
    private final Drops drops = new Drops();

    @Test
    void usage_counts_the_whole_prompt() {
        ChatReply read = codec.readReply(Members.of(json("{'id':'msg_1','type':'message','role':'assistant',"
                + "'model':'m','content':[{'type':'text','text':'Hi'}],'stop_reason':'stop_sequence',"
                + "'stop_sequence':'END','usage':{'input_tokens':10,'cache_read_input_tokens':20,"
                + "'cache_creation_input_tokens':30,'cache_creation':{'ephemeral_1h_input_tokens':12,"
                + "'ephemeral_5m_input_tokens':18},'output_tokens':5,'service_tier':'standard',"
                + "'output_tokens_details':{'thinking_tokens':3},'server_tool_use':{'web_search_requests':1}}}")));

        assertThat(read.usage()).contains(new ChatUsage(60, 5, 20, 30, 12, 3, 0, 0));
        assertThat(read.serviceTier()).contains("standard");
        assertThat(read.choices().getFirst().stopText()).contains("END");
        assertThat(read.choices().getFirst().finish()).isEqualTo(new FinishReason(Kind.STOP_TEXT, "stop_sequence"));
        JsonNode usage = codec.writeReply(read, drops).path("usage");
        assertThat(usage.path("input_tokens").asLong()).isEqualTo(10);
        assertThat(usage.path("server_tool_use").path("web_search_requests").asLong())
                .isEqualTo(1);
    }

    @Test
    void a_foreign_reply_is_a_message() {
        Part citing = new Part.Text(
                "Hi", List.of(new Part.Citation("openai-chat", "https://x", "X", Json.EMPTY_OBJECT)), Optional.empty());
        ChatReply reply = reply(
                new FinishReason(Kind.STOP, "stop"),
                new Part.Reasoning("", "", List.of("a", "b"), Optional.empty(), Optional.empty()),
                citing,
                new Part.ToolCall("call.1", "weather", "{\"a\":1}"));

        JsonNode written = Trees.read(Trees.json(codec.writeReply(reply, drops)).text());

        assertThat(written.path("content").path(0))
                .isEqualTo(json("{'type':'thinking','thinking':'a\\n\\nb','signature':''}"));
        assertThat(written.path("content")
                        .path(1)
                        .path("citations")
                        .path(0)
                        .path("url")
                        .asString())
                .isEqualTo("https://x");
        assertThat(written.path("content").path(2))
                .isEqualTo(json("{'type':'tool_use','id':'call.1','name':'weather','input':{'a':1}}"));
        assertThat(written.path("stop_reason").asString()).isEqualTo("tool_use");
        assertThat(written.path("stop_sequence").isNull()).isTrue();
        assertThat(written.path("usage"))
                .isEqualTo(json("{'input_tokens':4,'cache_creation_input_tokens':0,'cache_read_input_tokens':6,"
                        + "'output_tokens':7,'service_tier':'standard'}"));
        assertThat(written.path("type").asString()).isEqualTo("message");
        assertThat(written.path("role").asString()).isEqualTo("assistant");
        assertThat(drops.names()).containsExactly("system_fingerprint");
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, end_turn",
        "STOP_TEXT, stop_sequence",
        "LENGTH, max_tokens",
        "TOOL_CALLS, tool_use",
        "CONTENT_FILTER, refusal",
        "REFUSAL, refusal",
        "PAUSE, pause_turn",
        "CONTEXT_LENGTH, model_context_window_exceeded",
        "MALFORMED_CALL, end_turn",
        "OTHER, end_turn"
    })
    void why_a_foreign_reply_ended_is_said_in_anthropics_words(Kind kind, String word) {
        JsonNode written = codec.writeReply(reply(new FinishReason(kind, "X"), new Part.Text("Hi")), drops);

        assertThat(written.path("stop_reason").asString()).isEqualTo(word);
    }

    @Test
    void a_word_that_only_anthropic_has_is_kept() {
        JsonNode written =
                codec.writeReply(reply(new FinishReason(Kind.OTHER, "compaction"), new Part.Text("Hi")), drops);

        assertThat(written.path("stop_reason").asString()).isEqualTo("compaction");
        assertThat(drops.names()).doesNotContain("finish_reason");
    }

    @Test
    void a_word_of_another_dialect_without_a_match_is_noted() {
        JsonNode written = codec.writeReply(reply(new FinishReason(Kind.OTHER, "queued"), new Part.Text("Hi")), drops);

        assertThat(written.path("stop_reason").asString()).isEqualTo("end_turn");
        assertThat(drops.names()).contains("finish_reason");
    }

    @Test
    void a_blocked_prompt_is_a_refusal() {
        ChatReply blocked =
                new ChatReply("r", "m", 0, List.of(), Optional.empty(), Optional.empty(), Map.of(), "gemini-generate");

        JsonNode written = codec.writeReply(blocked, drops);

        assertThat(written.path("stop_reason").asString()).isEqualTo("refusal");
        assertThat(written.path("content").isEmpty()).isTrue();
    }

    @Test
    void what_is_no_reply_is_refused() {
        assertThatThrownBy(() -> codec.readReply(Members.of(json("{'type':'error'}"))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("content");
    }

    @ParameterizedTest
    @CsvSource({
        "400, bad, invalid_request_error",
        "401, invalid_api_key, authentication_error",
        "403, x, permission_error",
        "404, x, not_found_error",
        "413, x, request_too_large",
        "422, x, invalid_request_error",
        "429, insufficient_quota, rate_limit_error",
        "500, server_error, api_error",
        "502, x, api_error",
        "503, x, overloaded_error",
        "504, x, timeout_error",
        "529, overloaded_error, overloaded_error",
        "400, billing_error, billing_error"
    })
    void errors_are_said_in_anthropics_words(int status, String type, String written) {
        JsonNode body = codec.writeError(new ChatError(status, type, "code", "No", ""));

        assertThat(body).isEqualTo(json("{'type':'error','error':{'type':'" + written + "','message':'No'}}"));
    }

    @Test
    void an_error_is_read_whatever_it_looks_like() {
        assertThat(codec.readError(
                        529, json("{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}}")))
                .isEqualTo(new ChatError(529, "overloaded_error", "", "Overloaded", ""));
        assertThat(codec.readError(500, json("{'error':'broken'}")).message()).isEqualTo("broken");
        assertThat(codec.readError(502, Trees.object())).isEqualTo(new ChatError(502, "", "", "", ""));
    }

    private static ChatReply reply(FinishReason finish, Part... parts) {
        return new ChatReply(
                "chatcmpl-1",
                "gpt",
                5,
                List.of(new Choice(0, List.of(parts), finish, Optional.empty(), Optional.empty())),
                Optional.of(new ChatUsage(10, 7, 6, 0, 0, 0, 0, 0)),
                Optional.of("default"),
                Map.of("system_fingerprint", new Json("\"fp\"")),
                "openai-chat");
    }
}
