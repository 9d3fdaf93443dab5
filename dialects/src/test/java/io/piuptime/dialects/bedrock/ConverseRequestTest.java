package io.piuptime.dialects.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Message.Role;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import io.piuptime.model.chat.Source;
import io.piuptime.model.chat.Tool;
import io.piuptime.model.chat.ToolChoice;
import io.piuptime.model.exchange.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ConverseRequestTest {
    private static final String CLAUDE = "anthropic.claude-sonnet-4-5-20250929-v1:0";

    private final BedrockCodec codec = new BedrockCodec();
    private final Drops drops = new Drops();

    @Test
    void results_of_tools_are_messages_of_their_own_and_join_the_users_when_written() {
        String body = """
                {"messages":[
                {"role":"user","content":[{"text":"weather?"}]},
                {"role":"assistant","content":[
                  {"toolUse":{"toolUseId":"a","name":"w","input":{"city":"Rome"}}},
                  {"toolUse":{"toolUseId":"b","name":"w","input":{}}}]},
                {"role":"user","content":[
                  {"toolResult":{"toolUseId":"a","content":[{"json":{"c":20}}],"status":"success"}},
                  {"toolResult":{"toolUseId":"b","content":[{"text":"no"}],"status":"error"}},
                  {"cachePoint":{"type":"default","ttl":"1h"}},
                  {"text":"so?"}]}]}""";

        ChatRequest read = read(body);

        assertThat(read.messages())
                .extracting(Message::role)
                .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL, Role.USER);
        assertThat(read.messages().get(2).parts())
                .containsExactly(
                        result("a", "{\"c\":20}", false, Optional.empty()),
                        result("b", "no", true, Optional.of(new Part.CacheHint(Optional.of("1h")))));
        JsonNode written = codec.writeRequest(read, drops);
        assertThat(written.path("messages").size()).isEqualTo(3);
        assertThat(read(written.toString())).isEqualTo(read);
    }

    @Test
    void media_of_every_kind_come_back() {
        String body = """
                {"messages":[{"role":"user","content":[
                {"image":{"format":"jpeg","source":{"bytes":"AAAA"}}},
                {"document":{"format":"docx","name":"paper","source":{"bytes":"BBBB"}}},
                {"document":{"name":"notes","source":{"text":"plain"}}},
                {"video":{"format":"three_gp","source":{"s3Location":{"uri":"s3://b/k"}}}},
                {"audio":{"format":"mp3","source":{"bytes":"CCCC"}}},
                {"document":{"format":"pdf","name":"x","source":{"bytes":"DDDD"},"citations":{"enabled":true}}},
                {"guardContent":{"text":{"text":"careful"}}}]}]}""";

        ChatRequest read = read(body);

        assertThat(read.messages().getFirst().parts())
                .extracting(part -> part instanceof Part.Media media ? media.source() : part.getClass())
                .containsExactly(
                        new Source.Inline("image/jpeg", "AAAA"),
                        new Source.Inline(
                                "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "BBBB"),
                        new Source.Plain("plain"),
                        new Source.Link("s3://b/k", "video/3gpp"),
                        new Source.Inline("audio/mp3", "CCCC"),
                        Part.Native.class,
                        Part.Native.class);
        assertThat(read(codec.writeRequest(read, drops).toString())).isEqualTo(read);
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void what_is_wished_of_claude_is_read_out_of_the_fields_of_its_family() {
        ChatRequest read = read("""
                {"messages":[],"inferenceConfig":{"maxTokens":5,"temperature":0.50,"other":1},
                "additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":2000},"top_k":7,
                "output_config":{"effort":"high"},"anthropic_beta":["x"]},
                "guardrailConfig":{"guardrailIdentifier":"g"},"serviceTier":{"type":"flex"},
                "requestMetadata":{"team":"a"}}""");

        assertThat(read.reasoning().enabled()).contains(true);
        assertThat(read.reasoning().budget()).hasValue(2000);
        assertThat(read.reasoning().effort()).contains("high");
        assertThat(read.sampling().topK()).contains(new Json("7"));
        assertThat(read.sampling().temperature()).contains(new Json("0.50"));
        assertThat(read.handling().serviceTier()).contains("flex");
        assertThat(read.handling().metadata()).containsEntry("team", "a");
        assertThat(read.extras())
                .containsOnly(
                        Map.entry("guardrailConfig", new Json("{\"guardrailIdentifier\":\"g\"}")),
                        Map.entry("inferenceConfig", new Json("{\"other\":1}")),
                        Map.entry("additionalModelRequestFields", new Json("{\"anthropic_beta\":[\"x\"]}")));
        assertThat(read(codec.writeRequest(read, drops).toString())).isEqualTo(read);
    }

    @Test
    void a_schema_for_the_answer_travels_as_text() {
        ChatRequest read = read("""
                {"messages":[],"outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":
                {"schema":"{\\"type\\": \\"object\\"}","name":"city"}}}}}""");

        assertThat(read.format())
                .isEqualTo(new OutputFormat.JsonSchema(
                        "city", Optional.empty(), new Json("{\"type\": \"object\"}"), Optional.empty()));
        assertThat(read(codec.writeRequest(read, drops).toString())).isEqualTo(read);
    }

    @Test
    void a_choice_of_none_takes_the_tools_away() {
        JsonNode written = codec.writeRequest(
                foreign(CLAUDE, List.of(said(Role.USER, "hi")), tools(new ToolChoice.None()), Sampling.DEFAULT), drops);

        assertThat(written.has("toolConfig")).isFalse();
        assertThat(drops.names()).containsExactly("mystery");
    }

    @Test
    void tools_stay_where_calls_were_made_before_and_the_lost_choice_is_noted() {
        List<Message> messages = List.of(
                said(Role.USER, "hi"),
                Message.of(Role.ASSISTANT, new Part.ToolCall("call|1", "w", "not json")),
                Message.of(Role.TOOL, result("call|1", "ok", false, Optional.empty())),
                said(Role.USER, "and?"));

        JsonNode written =
                codec.writeRequest(foreign(CLAUDE, messages, tools(new ToolChoice.None()), Sampling.DEFAULT), drops);

        assertThat(written.path("toolConfig").path("tools").size()).isEqualTo(2);
        assertThat(written.path("toolConfig").has("toolChoice")).isFalse();
        JsonNode call = written.at("/messages/1/content/0/toolUse");
        assertThat(call.path("input").toString()).isEqualTo("{}");
        assertThat(call.path("toolUseId").asString()).matches("[a-zA-Z0-9_.:-]{1,64}");
        assertThat(written.at("/messages/2/content/0/toolResult/toolUseId")).isEqualTo(call.path("toolUseId"));
        assertThat(written.at("/messages/2/content/1/text").asString()).isEqualTo("and?");
        assertThat(drops.names()).containsExactly("tool_calls.arguments", "tool_choice", "mystery");
    }

    @Test
    void some_of_the_tools_are_offered_alone() {
        ToolChoice choice = new ToolChoice.OneOf(List.of("v"), true);

        JsonNode written = codec.writeRequest(
                foreign(CLAUDE, List.of(said(Role.USER, "hi")), tools(choice), Sampling.DEFAULT), drops);

        assertThat(written.at("/toolConfig/tools").size()).isEqualTo(1);
        assertThat(written.at("/toolConfig/tools/0/toolSpec/name").asString()).isEqualTo("v");
        assertThat(written.at("/toolConfig/toolChoice").has("any")).isTrue();
    }

    @Test
    void what_bedrock_cannot_say_is_noted() {
        Sampling sampling = new Sampling(
                OptionalLong.of(10),
                Optional.of(new Json("1.5")),
                Optional.empty(),
                Optional.of(new Json("3")),
                new Sampling.Penalties(Optional.of(new Json("1")), Optional.of(new Json("1"))),
                List.of("END"),
                OptionalLong.of(1),
                OptionalInt.of(2),
                OptionalInt.of(3),
                Map.of("1", new Json("2")));
        List<Message> messages = List.of(
                said(Role.DEVELOPER, "be brief"),
                Message.of(
                        Role.USER,
                        new Part.Text("look"),
                        new Part.Media(Part.Media.Kind.IMAGE, new Source.Link("https://a/b.png", ""))),
                Message.of(
                        Role.ASSISTANT,
                        new Part.Reasoning("hm"),
                        new Part.Native("openai-responses", "web_search_call", Json.EMPTY_OBJECT)));

        JsonNode written =
                codec.writeRequest(foreign("meta.llama3", messages, ChatRequest.Tools.NONE, sampling), drops);

        assertThat(written.at("/system/0/text").asString()).isEqualTo("be brief");
        assertThat(written.at("/messages").size()).isEqualTo(1);
        assertThat(written.at("/inferenceConfig").toString())
                .isEqualTo("{\"maxTokens\":10,\"temperature\":1,\"stopSequences\":[\"END\"]}");
        assertThat(drops.names())
                .containsExactly(
                        "messages.image",
                        "reasoning",
                        "messages.native",
                        "messages.empty",
                        "top_k",
                        "temperature",
                        "frequency_penalty",
                        "presence_penalty",
                        "seed",
                        "n",
                        "logprobs",
                        "logit_bias",
                        "mystery");
    }

    @Test
    void a_point_in_the_cache_within_a_result_comes_after_it() {
        Part.CacheHint hint = new Part.CacheHint(Optional.empty());
        Part result = new Part.ToolResult(
                "c",
                Optional.empty(),
                List.of(new Part.Text("sun", List.of(), Optional.of(hint))),
                false,
                Optional.empty());

        JsonNode written = codec.writeRequest(
                foreign(CLAUDE, List.of(Message.of(Role.TOOL, result)), ChatRequest.Tools.NONE, Sampling.DEFAULT),
                drops);

        assertThat(written.at("/messages/0/content").toString())
                .isEqualTo("[{\"toolResult\":{\"toolUseId\":\"c\",\"content\":[{\"text\":\"sun\"}]}},"
                        + "{\"cachePoint\":{\"type\":\"default\"}}]");
    }

    @Test
    void a_seal_that_clients_could_not_decode_is_a_signature() {
        Part thought = new Part.Reasoning("r", "", List.of("hm"), Optional.empty(), Optional.of("gAA_-.x"));

        JsonNode written = codec.writeRequest(
                foreign(CLAUDE, List.of(Message.of(Role.ASSISTANT, thought)), ChatRequest.Tools.NONE, Sampling.DEFAULT),
                drops);

        assertThat(written.at("/messages/0/content").toString())
                .isEqualTo("[{\"reasoningContent\":{\"reasoningText\":{\"text\":\"\",\"signature\":\"gAA_-.x\"}}}]");
    }

    @Test
    void a_thought_that_is_only_sealed_says_nothing_in_the_open() {
        Part thought = new Part.Reasoning("r", "", List.of("hm"), Optional.empty(), Optional.of("c2VhbGVk"));

        JsonNode written = codec.writeRequest(
                foreign(CLAUDE, List.of(Message.of(Role.ASSISTANT, thought)), ChatRequest.Tools.NONE, Sampling.DEFAULT),
                drops);

        assertThat(written.at("/messages/0/content").toString())
                .isEqualTo("[{\"reasoningContent\":{\"redactedContent\":\"c2VhbGVk\"}}]");
    }

    @Test
    void signatures_are_written_whatever_dialect_they_come_from() {
        Part thought = new Part.Reasoning("", "hm", List.of(), Optional.of("sig=="), Optional.empty());
        ChatRequest request = new ChatRequest(
                CLAUDE,
                List.of(Message.of(Role.ASSISTANT, thought)),
                ChatRequest.Tools.NONE,
                Sampling.DEFAULT,
                new OutputFormat.Text(),
                ReasoningWish.NONE,
                ChatRequest.Handling.DEFAULT,
                Map.of(),
                "anthropic-messages");

        JsonNode written = codec.writeRequest(request, drops);

        assertThat(written.at("/messages/0/content/0/reasoningContent/reasoningText")
                        .toString())
                .isEqualTo("{\"text\":\"hm\",\"signature\":\"sig==\"}");
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void an_effort_becomes_a_budget_and_claude_thinks_at_its_own_temperature() {
        Sampling sampling = read("{\"messages\":[],\"inferenceConfig\":{\"temperature\":0.2,\"maxTokens\":9000}}")
                .sampling();
        ChatRequest plain = foreign(CLAUDE, List.of(), ChatRequest.Tools.NONE, sampling);
        ReasoningWish wish = new ReasoningWish(
                Optional.empty(),
                Optional.of("medium"),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
        ChatRequest request = new ChatRequest(
                plain.model(),
                plain.messages(),
                plain.tools(),
                plain.sampling(),
                plain.format(),
                wish,
                plain.handling(),
                Map.of(),
                plain.dialect());

        JsonNode written = codec.writeRequest(request, drops);

        assertThat(written.at("/additionalModelRequestFields").toString())
                .isEqualTo("{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":4096}}");
        assertThat(drops.names()).containsExactly("temperature");
    }

    @Test
    void a_member_of_the_wrong_type_is_refused_with_its_path() {
        assertThatThrownBy(() -> read("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":1}]}]}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("messages[0].content[0].text");
        assertThatThrownBy(() -> read("{\"messages\":[{\"role\":\"robot\",\"content\":[]}]}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("messages[0].role");
    }

    private ChatRequest read(String body) {
        return codec.readRequest(Members.of(Trees.read(body)), new Place(CLAUDE, false));
    }

    private static Part.ToolResult result(String id, String text, boolean failed, Optional<Part.CacheHint> cache) {
        return new Part.ToolResult(id, Optional.empty(), List.of(new Part.Text(text)), failed, cache);
    }

    private static Message said(Role role, String text) {
        return Message.of(role, new Part.Text(text));
    }

    private static ChatRequest.Tools tools(ToolChoice choice) {
        return new ChatRequest.Tools(List.of(tool("w"), tool("v")), Optional.of(choice), Optional.empty());
    }

    private static Tool tool(String name) {
        return new Tool.Function(name, Optional.of(""), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static ChatRequest foreign(
            String model, List<Message> messages, ChatRequest.Tools tools, Sampling sampling) {
        return new ChatRequest(
                model,
                messages,
                tools,
                sampling,
                new OutputFormat.Text(),
                ReasoningWish.NONE,
                ChatRequest.Handling.DEFAULT,
                Map.of("mystery", new Json("1")),
                "openai-chat");
    }
}
