package io.piuptime.dialects.anthropic;

import static io.piuptime.dialects.anthropic.Asked.PLAIN;
import static io.piuptime.dialects.anthropic.Asked.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.ChatRequest.Tools;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Message.Role;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Part.Media.Kind;
import io.piuptime.model.chat.Sampling;
import io.piuptime.model.chat.Source;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the messages of a request become. */
class MessagesTest {
    private static final Part.ToolCall FIRST = new Part.ToolCall("call_1", "weather", "{\"city\":\"Rome\"}");
    private static final Part.ToolCall SECOND = new Part.ToolCall("call.2", "time", "");

    @Test
    void instructions_come_first_and_late_ones_are_the_users() {
        Asked asked = Asked.of(Asked.messages(
                text(Role.SYSTEM, "Be kind"),
                text(Role.DEVELOPER, "Be brief"),
                text(Role.USER, "Hi"),
                text(Role.SYSTEM, "Be quick")));

        assertThat(asked.body().path("system"))
                .isEqualTo(json("[{'type':'text','text':'Be kind'},{'type':'text','text':'Be brief'}]"));
        assertThat(asked.body().path("messages"))
                .isEqualTo(json("[{'role':'user','content':[{'type':'text','text':'Hi'},"
                        + "{'type':'text','text':'Be quick'}]}]"));
        assertThat(asked.drops()).containsExactly("messages.system.position");
    }

    @Test
    void results_of_parallel_calls_are_one_message_and_come_before_other_words() {
        Asked asked = Asked.of(Asked.messages(
                text(Role.USER, "Where?"),
                Message.of(Role.ASSISTANT, FIRST, SECOND),
                text(Role.USER, "Well?"),
                Message.of(Role.TOOL, result("call_1", false)),
                Message.of(Role.TOOL, result("call.2", true))));

        JsonNode messages = asked.body().path("messages");
        assertThat(messages.size()).isEqualTo(3);
        JsonNode calls = messages.path(1).path("content");
        assertThat(calls.path(0).path("input")).isEqualTo(json("{'city':'Rome'}"));
        assertThat(calls.path(1).path("input")).isEqualTo(json("{}"));
        assertThat(calls.path(1).path("id").asString()).matches("[a-zA-Z0-9_-]+");
        JsonNode results = messages.path(2).path("content");
        assertThat(results.path(0).path("tool_use_id").asString()).isEqualTo("call_1");
        assertThat(results.path(1).path("tool_use_id")).isEqualTo(calls.path(1).path("id"));
        assertThat(results.path(1).path("is_error").asBoolean()).isTrue();
        assertThat(results.path(2).path("text").asString()).isEqualTo("Well?");
        assertThat(asked.drops()).isEmpty();
        // a history of calls needs its tools
        assertThat(asked.body().path("tools").size()).isEqualTo(2);
        assertThat(asked.body().path("tool_choice")).isEqualTo(json("{'type':'none'}"));
    }

    @Test
    void a_result_without_its_call_becomes_the_users_words() {
        Asked asked = Asked.of(Asked.messages(
                text(Role.USER, "Where?"),
                Message.of(Role.ASSISTANT, FIRST),
                Message.of(Role.TOOL, result("call_9", false)),
                Message.of(Role.TOOL, result("call_1", false))));

        JsonNode content = asked.body().path("messages").path(2).path("content");
        assertThat(content.path(0).path("tool_use_id").asString()).isEqualTo("call_1");
        assertThat(content.path(1)).isEqualTo(json("{'type':'text','text':'ok'}"));
        assertThat(content.size()).isEqualTo(2);
        assertThat(asked.drops()).containsExactly("tool_result");
    }

    @Test
    void the_user_begins_and_an_unfinished_answer_ends_without_space() {
        Asked asked = Asked.of(Asked.messages(text(Role.ASSISTANT, "Once upon "), text(Role.ASSISTANT, "a time \n")));

        JsonNode messages = asked.body().path("messages");
        assertThat(messages.path(0).path("role").asString()).isEqualTo("user");
        assertThat(messages.path(1).path("content").path(0).path("text").asString())
                .isEqualTo("Once upon ");
        assertThat(messages.path(1).path("content").path(1).path("text").asString())
                .isEqualTo("a time");
        assertThat(asked.drops()).containsExactly("messages.first");
    }

    @Test
    void nothing_without_words_is_written() {
        Asked asked = Asked.of(Asked.messages(
                text(Role.USER, "Hi"), text(Role.ASSISTANT, ""), Message.of(Role.USER, new Part.Text(" "))));

        assertThat(asked.body().path("messages").size()).isEqualTo(1);
        assertThat(asked.drops()).containsExactly("messages.text.blank", "messages.empty");
    }

    @Test
    void thoughts_need_a_proof() {
        Part proven = new Part.Reasoning("", "Hm", List.of(), Optional.of("sig"), Optional.empty());
        Part sealed = new Part.Reasoning("", "", List.of(), Optional.empty(), Optional.of("abc"));
        Asked asked = Asked.of(Asked.messages(
                text(Role.USER, "Hi"),
                Message.of(Role.ASSISTANT, new Part.Reasoning("lost"), proven, sealed, new Part.Text("Yes"))));

        assertThat(asked.body().path("messages").path(1).path("content"))
                .isEqualTo(json("[{'type':'thinking','thinking':'Hm','signature':'sig'},"
                        + "{'type':'redacted_thinking','data':'abc'},{'type':'text','text':'Yes'}]"));
        assertThat(asked.drops()).containsExactly("reasoning");
    }

    @Test
    void between_a_call_and_its_result_only_a_thought_goes_on() {
        Part proven = new Part.Reasoning("", "Hm", List.of(), Optional.of("sig"), Optional.empty());
        Asked without = thinking(FIRST);
        Asked with = thinking(proven, FIRST);

        assertThat(without.body().has("thinking")).isFalse();
        assertThat(without.drops()).containsExactly("reasoning.effort");
        assertThat(with.body().path("thinking").path("type").asString()).isEqualTo("enabled");
        assertThat(with.drops()).isEmpty();
    }

    private static Asked thinking(Part... answer) {
        List<Message> messages = List.of(
                text(Role.USER, "Where?"),
                Message.of(Role.ASSISTANT, answer),
                Message.of(Role.TOOL, result("call_1", false)));
        return Asked.of(Asked.with(PLAIN, messages, Tools.NONE, Sampling.DEFAULT, Asked.effort("low")));
    }

    @Test
    void media_are_written_as_far_as_anthropic_takes_them() {
        String csv = Base64.getEncoder().encodeToString("a,b".getBytes(StandardCharsets.UTF_8));
        Asked asked = Asked.of(Asked.messages(Message.of(
                Role.USER,
                new Part.Media(Kind.IMAGE, new Source.Inline("image/jpg", "/9j/4")),
                new Part.Media(Kind.IMAGE, new Source.Inline("", "iVBORw0KGgo")),
                new Part.Media(Kind.IMAGE, new Source.Link("https://x/y.png", "")),
                new Part.Media(Kind.FILE, new Source.Inline("application/pdf", "JVBERi0")),
                new Part.Media(Kind.FILE, new Source.Inline("text/csv", csv)),
                new Part.Media(Kind.FILE, new Source.Plain("words")),
                new Part.Media(Kind.FILE, new Source.Inline("application/msword", "AAAA")),
                new Part.Media(Kind.FILE, new Source.Held("file-1")),
                new Part.Media(Kind.AUDIO, new Source.Inline("audio/wav", "AAAA")))));

        List<JsonNode> sources = asked.body()
                .path("messages")
                .path(0)
                .path("content")
                .valueStream()
                .map(block -> block.path("source"))
                .toList();
        assertThat(sources)
                .containsExactly(
                        json("{'type':'base64','media_type':'image/jpeg','data':'/9j/4'}"),
                        json("{'type':'base64','media_type':'image/png','data':'iVBORw0KGgo'}"),
                        json("{'type':'url','url':'https://x/y.png'}"),
                        json("{'type':'base64','media_type':'application/pdf','data':'JVBERi0'}"),
                        json("{'type':'text','media_type':'text/plain','data':'a,b'}"),
                        json("{'type':'text','media_type':'text/plain','data':'words'}"));
        assertThat(asked.drops()).containsExactly("messages.file", "messages.audio");
    }

    @Test
    void cache_hints_are_kept_for_as_long_as_anthropic_keeps() {
        Part day = new Part.Text("a", List.of(), Optional.of(new Part.CacheHint(Optional.of("24h"))));
        Part hour = new Part.Text("b", List.of(), Optional.of(new Part.CacheHint(Optional.of("1h"))));

        Asked asked = Asked.of(Asked.messages(Message.of(Role.USER, day, hour)));

        JsonNode blocks = asked.body().path("messages").path(0).path("content");
        assertThat(blocks.path(0).path("cache_control")).isEqualTo(json("{'type':'ephemeral'}"));
        assertThat(blocks.path(1).path("cache_control")).isEqualTo(json("{'type':'ephemeral','ttl':'1h'}"));
        assertThat(asked.drops()).containsExactly("cache_control.ttl");
    }

    @Test
    void what_only_another_dialect_says_is_noted() {
        Asked asked = Asked.of(Asked.messages(new Message(
                Role.USER,
                List.of(
                        new Part.Native("gemini", "executableCode", Json.EMPTY_OBJECT),
                        new Part.Refusal("No"),
                        new Part.Text(
                                "Hi",
                                List.of(new Part.Citation("gemini", "https://x", "X", Json.EMPTY_OBJECT)),
                                Optional.empty()),
                        new Part.ToolCall("c", "t", "not json", false, Optional.of("sig"), Optional.empty()),
                        new Part.ToolCall("d", "t", "text", true, Optional.empty(), Optional.empty())),
                Optional.of("Ann"))));

        assertThat(asked.drops())
                .containsExactly(
                        "messages.name",
                        "messages.native",
                        "refusal",
                        "citations",
                        "tool_calls.signature",
                        "tool_calls.arguments",
                        "tool_calls.custom");
        assertThat(asked.body().path("messages").path(0).path("content").path(3).path("input"))
                .isEqualTo(json("{'input':'text'}"));
    }

    @Test
    void late_instructions_of_its_own_stay_where_they_are() {
        ChatRequest read = Asked.read("""
                {"model":"m","max_tokens":1,"system":"A","messages":[{"role":"user","content":"Hi"},
                 {"role":"system","content":"B"},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c",
                 "content":"x"},{"type":"text","text":"y"}]}]}
                """);

        assertThat(read.messages())
                .extracting(Message::role)
                .containsExactly(Role.SYSTEM, Role.USER, Role.SYSTEM, Role.TOOL, Role.USER);
        JsonNode messages = Asked.of(read).body().path("messages");
        assertThat(messages.valueStream()
                        .map(message -> message.path("role").asString())
                        .toList())
                .containsExactly("user", "system", "user");
    }

    @Test
    void a_block_that_says_more_is_kept_whole() {
        ChatRequest read = Asked.read("""
                {"model":"m","max_tokens":1,"messages":[{"role":"assistant","content":[
                 {"type":"tool_use","id":"a","name":"n","input":{},"caller":{"type":"direct"}},
                 {"type":"tool_use","id":"b","name":"n","input":{},"caller":{"type":"code_execution_20260120"}},
                 {"type":"document","source":{"type":"text","media_type":"text/plain","data":"x"},
                  "citations":{"enabled":true}},
                 {"type":"dream","depth":3}]}]}
                """);

        List<Part> parts = read.messages().getFirst().parts();
        assertThat(parts.getFirst()).isEqualTo(new Part.ToolCall("a", "n", "{}"));
        assertThat(parts.subList(1, 4)).allMatch(part -> part instanceof Part.Native);
        assertThat(Asked.of(read)
                        .body()
                        .path("messages")
                        .path(0)
                        .path("content")
                        .path(3))
                .isEqualTo(json("{'type':'dream','depth':3}"));
    }

    private static Message text(Role role, String text) {
        return Message.of(role, new Part.Text(text));
    }

    private static Part result(String id, boolean failed) {
        return new Part.ToolResult(id, Optional.empty(), List.of(new Part.Text("ok")), failed, Optional.empty());
    }
}
