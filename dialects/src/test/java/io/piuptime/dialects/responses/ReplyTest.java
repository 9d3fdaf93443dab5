package io.piuptime.dialects.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import io.piuptime.model.exchange.RefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Replies and errors, by hand. */
final class ReplyTest {
    private final ResponsesCodec codec = new ResponsesCodec();
    private final Drops drops = new Drops();

    @Test
    void every_kind_of_item_comes_back() {
        ChatReply reply = read("""
                {"id":"resp_1","object":"response","created_at":60,"status":"completed","model":"gpt-5","output":[
                 {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Plan"}],
                  "content":[{"type":"reasoning_text","text":"hm"}],"encrypted_content":"gAAA"},
                 {"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"q"}},
                 {"type":"message","id":"msg_1","role":"assistant","status":"completed","phase":"commentary","content":[
                  {"type":"output_text","text":"See","annotations":[{"type":"url_citation","start_index":0,"end_index":3,
                   "url":"https://e.org","title":"E"}],"logprobs":[{"token":"See","bytes":[83],"logprob":-0.10}]},
                  {"type":"refusal","refusal":"No."}]},
                 {"type":"function_call","id":"fc_1","call_id":"c1","name":"f","arguments":"{\\"a\\": 1}"},
                 {"type":"custom_tool_call","id":"ctc_1","call_id":"c2","name":"sh","input":"ls"}],
                 "usage":{"input_tokens":10,"input_tokens_details":{"cached_tokens":4,"cache_write_tokens":2},
                  "output_tokens":6,"output_tokens_details":{"reasoning_tokens":3},"total_tokens":16},
                 "service_tier":"default","background":false}""");
        assertThat(reply.choices().getFirst().parts())
                .hasSize(7)
                .contains(
                        new Part.Reasoning("rs_1", "hm", List.of("Plan"), Optional.empty(), Optional.of("gAAA")),
                        new Part.Refusal("No."),
                        new Part.ToolCall("c1", "f", "{\"a\": 1}"),
                        new Part.ToolCall("c2", "sh", "ls", true, Optional.empty(), Optional.empty()));
        assertThat(reply.choices().getFirst().finish()).isEqualTo(new FinishReason(Kind.TOOL_CALLS, "completed"));
        assertThat(reply.choices().getFirst().logprobs())
                .contains(new Json(
                        "{\"content\":[{\"token\":\"See\",\"bytes\":[83],\"logprob\":-0.10}],\"refusal\":null}"));
        assertThat(reply.usage()).contains(new ChatUsage(10, 6, 4, 2, 0, 3, 0, 0));
        assertThat(reply.extras()).containsOnlyKeys("background");
        assertThat(read(codec.writeReply(reply, drops).toString())).isEqualTo(reply);
        assertThat(drops.names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LENGTH, max_tokens, incomplete, max_output_tokens",
        "CONTEXT_LENGTH, model_context_window_exceeded, incomplete, max_output_tokens",
        "CONTENT_FILTER, SAFETY, incomplete, content_filter",
        "STOP, end_turn, completed, ''",
        "STOP_TEXT, stop_sequence, completed, ''",
        "TOOL_CALLS, tool_use, completed, ''",
        "REFUSAL, refusal, completed, ''",
        "PAUSE, pause_turn, completed, ''",
        "OTHER, LANGUAGE, completed, ''",
        "ERROR, error, failed, ''",
        "MALFORMED_CALL, MALFORMED_FUNCTION_CALL, failed, ''"
    })
    void an_end_in_the_words_of_another_dialect_is_said_in_ours(Kind kind, String word, String status, String reason) {
        JsonNode written = codec.writeReply(foreign(new FinishReason(kind, word), new Part.Text("x")), drops);
        assertThat(written.path("status").asString("")).isEqualTo(status);
        assertThat(written.path("incomplete_details").path("reason").asString(""))
                .isEqualTo(reason);
        assertThat(written.path("error").isObject()).isEqualTo(status.equals("failed"));
    }

    @Test
    void an_end_in_our_words_is_kept() {
        for (String end : List.of(
                "'status':'incomplete','incomplete_details':{'reason':'max_output_tokens'}",
                "'status':'incomplete','incomplete_details':{'reason':'content_filter'}",
                "'status':'incomplete','incomplete_details':{'reason':'of another kind'}",
                "'status':'failed','error':{'code':'server_error','message':'m'}",
                "'status':'cancelled'",
                "'status':'in_progress'")) {
            ChatReply reply = read(("{'id':'resp_1','output':[]," + end + "}").replace('\'', '"'));
            FinishReason finish = reply.choices().getFirst().finish();
            JsonNode written = codec.writeReply(reply, drops);
            assertThat(read(written.toString()).choices().getFirst().finish())
                    .as(end)
                    .isEqualTo(finish);
        }
    }

    @Test
    void a_proof_is_written_whatever_dialect_it_was_handed_over_in() {
        ChatReply reply = foreign(
                new FinishReason(Kind.STOP, "end_turn"),
                new Part.Reasoning("", "hm", List.of(), Optional.of("sig+/="), Optional.empty()),
                new Part.Reasoning("", "", List.of(), Optional.empty(), Optional.of("sealed+/=")),
                new Part.Reasoning("", "", List.of(), Optional.of("lost"), Optional.of("both")),
                new Part.Text("x"));
        JsonNode output = codec.writeReply(reply, drops).path("output");
        assertThat(output.values())
                .extracting(item -> item.path("encrypted_content").asString(""))
                .containsExactly("sig+/=", "sealed+/=", "both", "");
        assertThat(output.values())
                .extracting(item -> item.path("id").asString(""))
                .containsExactly("rs_x_0", "rs_x_1", "rs_x_2", "msg_x_3");
        assertThat(output.get(0).path("content"))
                .isEqualTo(Trees.read("[{\"type\":\"reasoning_text\",\"text\":\"hm\"}]"));
        assertThat(drops.names()).containsExactly("reasoning.signature");
    }

    @Test
    void what_another_dialect_says_and_this_one_cannot_is_noted() {
        Part.Citation page = new Part.Citation("anthropic", "https://e.org", "E", Json.EMPTY_OBJECT);
        Part.Citation passage = new Part.Citation("anthropic", "", "", Json.EMPTY_OBJECT);
        ChatReply one = foreign(
                new FinishReason(Kind.STOP_TEXT, "stop_sequence"),
                new Part.Text("x", List.of(page, passage), Optional.empty()),
                new Part.ToolCall("c", "f", "{}", false, Optional.of("sig"), Optional.empty()),
                new Part.Media(Part.Media.Kind.IMAGE, new Source.Inline("image/png", "QQ==")),
                new Part.Media(Part.Media.Kind.AUDIO, new Source.Inline("audio/wav", "QQ==")),
                new Part.ToolResult("c", Optional.empty(), List.of(), false, Optional.empty()),
                new Part.Native("anthropic", "k", Json.EMPTY_OBJECT));
        ChatReply.Choice first = one.choices().getFirst();
        ChatReply reply = new ChatReply(
                one.id(),
                one.model(),
                one.created(),
                List.of(
                        new ChatReply.Choice(0, first.parts(), first.finish(), Optional.of("END"), Optional.empty()),
                        first),
                Optional.of(new ChatUsage(9, 9, 0, 5, 5, 0, 0, 0)),
                Optional.empty(),
                Map.of("container", Json.EMPTY_OBJECT),
                "anthropic");
        JsonNode written = codec.writeReply(reply, drops);
        assertThat(written.path("output").values())
                .extracting(item -> item.path("type").asString(""))
                .containsExactly("message", "function_call", "image_generation_call");
        assertThat(written.path("output").get(0).path("content").get(0).path("annotations"))
                .isEqualTo(Trees.read("[{\"type\":\"url_citation\",\"start_index\":0,\"end_index\":0,"
                        + "\"url\":\"https://e.org\",\"title\":\"E\"}]"));
        assertThat(drops.names())
                .containsExactlyInAnyOrder(
                        "n",
                        "stop_sequence",
                        "citations",
                        "reasoning.signature",
                        "messages.audio",
                        "tool_result",
                        "messages.native",
                        "usage.cache_write_hour",
                        "container");
    }

    @Test
    void a_tier_of_another_provider_gets_our_word() {
        for (String tier : List.of("standard", "flex", "reserved")) {
            ChatReply reply = new ChatReply(
                    "x", "m", 0, List.of(), Optional.empty(), Optional.of(tier), Map.of(), "bedrock-converse");
            assertThat(codec.writeReply(reply, drops).path("service_tier").asString("none"))
                    .isEqualTo(tier.equals("standard") ? "default" : tier.equals("flex") ? "flex" : "none");
        }
        assertThat(drops.names()).containsExactly("service_tier");
    }

    @Test
    void a_blocked_prompt_is_an_answer_without_output() {
        ChatReply blocked =
                new ChatReply("", "m", 0, List.of(), Optional.empty(), Optional.empty(), Map.of(), "gemini");
        JsonNode written = codec.writeReply(blocked, drops);
        assertThat(written.path("status").asString("")).isEqualTo("incomplete");
        assertThat(written.path("id").asString("")).isEqualTo("resp_0");
        assertThat(written.path("output").isArray()).isTrue();
    }

    @Test
    void what_is_no_reply_is_refused() {
        assertThatThrownBy(() -> read("{\"id\":\"resp_1\"}")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> read("{\"output\":7}")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> read("{\"output\":[{\"type\":\"function_call\",\"name\":\"f\"}]}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("output[0].call_id");
    }

    @Test
    void an_error_is_read_in_each_of_its_shapes() {
        assertThat(error("{'error':{'message':'m','type':'t','param':'p','code':'c'}}"))
                .isEqualTo(new ChatError(400, "t", "c", "m", "p"));
        assertThat(error("{'error':{'message':'m','type':'t','param':null,'code':null}}"))
                .isEqualTo(new ChatError(400, "t", "", "m", ""));
        assertThat(error("{'error':'m','code':7}")).isEqualTo(new ChatError(400, "", "7", "m", ""));
        assertThat(error("{'detail':'m'}")).isEqualTo(new ChatError(400, "", "", "m", ""));
        assertThat(error("{}")).isEqualTo(new ChatError(400, "", "", "", ""));
    }

    @Test
    void an_error_without_a_type_gets_the_one_of_its_status() {
        for (var expected : Map.of(
                        400, "invalid_request_error",
                        401, "authentication_error",
                        403, "permission_error",
                        404, "not_found_error",
                        429, "rate_limit_error",
                        503, "server_error")
                .entrySet()) {
            JsonNode written = codec.writeError(new ChatError(expected.getKey(), "", "", "m", ""));
            assertThat(written.path("error").path("type").asString("")).isEqualTo(expected.getValue());
            assertThat(written.path("error").path("param").isNull()).isTrue();
        }
    }

    private ChatError error(String body) {
        return codec.readError(400, Trees.read(body.replace('\'', '"')));
    }

    private ChatReply read(String body) {
        return codec.readReply(Members.of(Trees.read(body)));
    }

    private static ChatReply foreign(FinishReason finish, Part... parts) {
        return new ChatReply(
                "x",
                "m",
                7,
                List.of(new ChatReply.Choice(0, Arrays.asList(parts), finish, Optional.empty(), Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                "another");
    }
}
