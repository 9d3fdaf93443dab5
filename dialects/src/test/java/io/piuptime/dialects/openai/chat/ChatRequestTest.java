package io.piuptime.dialects.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.openai.chat.OpenAiChatCodec.Habit;
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
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ChatRequestTest {
    private final OpenAiChatCodec codec = new OpenAiChatCodec();
    private final Drops drops = new Drops();

    @Test
    void results_in_a_row_are_one_message_and_each_is_written_as_its_own() {
        ChatRequest request = read(
                "'messages':[{'role':'developer','content':'Be brief.'},"
                        + "{'role':'user','content':'Weather?','name':'ann'},"
                        + "{'role':'assistant','content':null,'tool_calls':["
                        + "{'id':'c1','type':'function','function':{'name':'weather','arguments':'{\\'t\\':1}'},"
                        + "'extra_content':{'google':{'thought_signature':'c2ln'}}},"
                        + "{'id':'c2','type':'custom','custom':{'name':'shell','input':'ls'}}]},"
                        + "{'role':'tool','tool_call_id':'c1','content':'sun'},"
                        + "{'role':'tool','tool_call_id':'c2','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}]");
        assertThat(request.messages())
                .containsExactly(
                        Message.of(Role.DEVELOPER, new Part.Text("Be brief.")),
                        new Message(Role.USER, List.of(new Part.Text("Weather?")), Optional.of("ann")),
                        Message.of(
                                Role.ASSISTANT,
                                new Part.ToolCall(
                                        "c1", "weather", "{\"t\":1}", false, Optional.of("c2ln"), Optional.empty()),
                                new Part.ToolCall("c2", "shell", "ls", true, Optional.empty(), Optional.empty())),
                        Message.of(
                                Role.TOOL,
                                result("c1", "weather", new Part.Text("sun")),
                                result("c2", "shell", new Part.Text("a"), new Part.Text("b"))));
        JsonNode written = codec.writeRequest(request, drops).path("messages");
        assertThat(written.values())
                .extracting(message -> message.path("role").asString(""))
                .containsExactly("developer", "user", "assistant", "tool", "tool");
        assertThat(written.get(2).path("content").isNull()).isTrue();
        assertThat(again(request)).isEqualTo(request);
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void media_are_read_from_every_kind_of_piece() {
        ChatRequest request = read("'messages':[{'role':'user','content':["
                + "{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA','detail':'low'},"
                + "'cache_control':{'type':'ephemeral','ttl':'1h'}},"
                + "{'type':'image_url','image_url':{'url':'https://x/y.png'}},"
                + "{'type':'input_audio','input_audio':{'data':'BBBB','format':'mp3'}},"
                + "{'type':'file','file':{'file_data':'data:application/pdf;base64,CCCC','filename':'a.pdf'}},"
                + "{'type':'file','file':{'file_id':'file-1'}},"
                + "{'type':'hologram','hologram':{'depth':3}}]}]");
        assertThat(request.messages().getFirst().parts())
                .containsExactly(
                        new Part.Media(
                                Part.Media.Kind.IMAGE,
                                new Source.Inline("image/png", "AAAA"),
                                Optional.of("low"),
                                Optional.empty(),
                                Optional.of(new Part.CacheHint(Optional.of("1h")))),
                        new Part.Media(Part.Media.Kind.IMAGE, new Source.Link("https://x/y.png", "")),
                        new Part.Media(Part.Media.Kind.AUDIO, new Source.Inline("audio/mp3", "BBBB")),
                        new Part.Media(
                                Part.Media.Kind.FILE,
                                new Source.Inline("application/pdf", "CCCC"),
                                Optional.empty(),
                                Optional.of("a.pdf"),
                                Optional.empty()),
                        new Part.Media(Part.Media.Kind.FILE, new Source.Held("file-1")),
                        new Part.Native(
                                "openai-chat",
                                "content.hologram",
                                new Json("{\"type\":\"hologram\",\"hologram\":{\"depth\":3}}")));
        assertThat(again(request)).isEqualTo(request);
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void settings_are_read_and_what_has_no_place_stays_beside() {
        ChatRequest request = read("'messages':[],'max_tokens':9,'max_completion_tokens':10,'temperature':0.70,"
                + "'top_p':1,'top_k':5,'stop':'end','seed':7,'n':2,'logprobs':true,'top_logprobs':3,"
                + "'logit_bias':{'50256':-100},'frequency_penalty':0.1,'presence_penalty':0.2,"
                + "'reasoning_effort':'low','verbosity':'high','stream':true,"
                + "'stream_options':{'include_usage':true,'include_obfuscation':false},'service_tier':'flex',"
                + "'safety_identifier':'u','metadata':{'a':'b'},'prompt_cache_key':'k','store':true,"
                + "'response_format':{'type':'json_schema','json_schema':{'name':'s','schema':{'type':'object'},"
                + "'strict':true}}");
        assertThat(request.sampling())
                .isEqualTo(new Sampling(
                        OptionalLong.of(10),
                        Optional.of(new Json("0.70")),
                        Optional.of(new Json("1")),
                        Optional.of(new Json("5")),
                        new Sampling.Penalties(Optional.of(new Json("0.1")), Optional.of(new Json("0.2"))),
                        List.of("end"),
                        OptionalLong.of(7),
                        OptionalInt.of(2),
                        OptionalInt.of(3),
                        Map.of("50256", new Json("-100"))));
        assertThat(request.format())
                .isEqualTo(new OutputFormat.JsonSchema(
                        "s", Optional.empty(), new Json("{\"type\":\"object\"}"), Optional.of(true)));
        assertThat(request.reasoning().effort()).contains("low");
        assertThat(request.handling())
                .isEqualTo(new ChatRequest.Handling(
                        true,
                        true,
                        Optional.of("flex"),
                        Optional.of("u"),
                        Map.of("a", "b"),
                        Optional.of("k"),
                        Optional.of(true)));
        assertThat(request.extras()).containsOnlyKeys("verbosity", "stream_options.include_obfuscation");
        assertThat(again(request)).isEqualTo(request);
        assertThat(codec.writeRequest(foreign(request), drops).has("top_k")).isFalse();
        assertThat(drops.names()).containsExactlyInAnyOrder("top_k", "verbosity", "stream_options.include_obfuscation");
    }

    @Test
    void tools_and_every_choice_among_them_go_round() {
        String offered = "'messages':[],'tools':[{'type':'function','function':{'name':'f','strict':true,"
                + "'parameters':{'type':'object'},'own':1},'cache_control':{'type':'ephemeral'}},"
                + "{'type':'custom','custom':{'name':'g','format':{'type':'grammar',"
                + "'grammar':{'syntax':'lark','definition':'start: A'}}}},{'type':'openrouter:web_search'}],";
        Map<String, ToolChoice> choices = Map.of(
                "'auto'",
                new ToolChoice.Auto(),
                "'none'",
                new ToolChoice.None(),
                "'required'",
                new ToolChoice.Any(),
                "{'type':'function','function':{'name':'f'}}",
                new ToolChoice.Named("f"),
                "{'type':'custom','custom':{'name':'g'}}",
                new ToolChoice.Named("g"),
                "{'type':'allowed_tools','allowed_tools':{'mode':'required','tools':["
                        + "{'type':'function','function':{'name':'f'}},{'type':'openrouter:web_search'}]}}",
                new ToolChoice.OneOf(List.of("f", "openrouter:web_search"), true));
        choices.forEach((said, expected) -> {
            ChatRequest request = read(offered + "'tool_choice':" + said);
            assertThat(request.tools().choice()).contains(expected);
            assertThat(again(request)).isEqualTo(request);
            assertThat(codec.writeRequest(request, drops).path("tool_choice")).isEqualTo(json(said));
        });
        ChatRequest request = read(offered + "'parallel_tool_calls':false");
        assertThat(request.tools().offered())
                .containsExactly(
                        new Tool.Function(
                                "f",
                                Optional.empty(),
                                Optional.of(new Json("{\"type\":\"object\"}")),
                                Optional.of(true),
                                Optional.of(new Part.CacheHint(Optional.empty()))),
                        new Tool.Custom(
                                "g",
                                Optional.empty(),
                                Optional.of(new Json(
                                        "{\"type\":\"grammar\",\"syntax\":\"lark\",\"definition\":\"start: A\"}"))),
                        new Tool.Native(
                                "openai-chat",
                                "openrouter:web_search",
                                "openrouter:web_search",
                                new Json("{\"type\":\"openrouter:web_search\"}")));
        JsonNode tools = codec.writeRequest(request, drops).path("tools");
        assertThat(tools.get(0).path("function").path("own").asInt(0)).isEqualTo(1);
        assertThat(tools.get(1).path("custom").path("format").path("grammar").path("syntax"))
                .isEqualTo(json("'lark'"));
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void functions_of_old_stay_functions() {
        ChatRequest request = read("'functions':[{'name':'f'}],'function_call':{'name':'f'},'messages':["
                + "{'role':'assistant','content':null,'function_call':{'name':'f','arguments':'{}'}},"
                + "{'role':'function','name':'f','content':'ok'}]");
        Part.ToolCall call = (Part.ToolCall) request.messages().get(0).parts().getFirst();
        assertThat(request.messages().get(1).parts()).containsExactly(result(call.id(), "f", new Part.Text("ok")));
        assertThat(request.tools().choice()).contains(new ToolChoice.Named("f"));
        assertThat(again(request)).isEqualTo(request);
        JsonNode written = codec.writeRequest(request, drops);
        assertThat(written.has("tools")).isFalse();
        assertThat(written.path("functions").size()).isEqualTo(1);
        assertThat(written.path("messages").get(1).path("role")).isEqualTo(json("'function'"));
    }

    @Test
    void thoughts_of_former_turns_are_read_in_every_form() {
        assertThat(thoughts("'reasoning_content':'hm'")).containsExactly(new Part.Reasoning("hm"));
        assertThat(thoughts("'reasoning':'hm'")).containsExactly(new Part.Reasoning("hm"));
        assertThat(thoughts("'reasoning_content':'hm','reasoning_details':[{'type':'reasoning.text','signature':'s'}]"))
                .containsExactly(new Part.Reasoning("", "hm", List.of(), Optional.of("s"), Optional.empty()));
        assertThat(thoughts("'reasoning':'a','reasoning_details':["
                        + "{'type':'reasoning.text','text':'a','signature':'s','index':0},"
                        + "{'type':'reasoning.encrypted','data':'R','index':1},"
                        + "{'type':'reasoning.summary','summary':'p','index':2},"
                        + "{'type':'reasoning.encrypted','data':'E','id':'rs_1','index':3}]"))
                .containsExactly(
                        new Part.Reasoning("", "a", List.of(), Optional.of("s"), Optional.empty()),
                        new Part.Reasoning("", "", List.of(), Optional.empty(), Optional.of("R")),
                        new Part.Reasoning("rs_1", "", List.of("p"), Optional.empty(), Optional.of("E")));
    }

    @Test
    void habits_of_a_provider_are_kept() {
        ChatRequest request = read("'max_tokens':5,'messages':[{'role':'developer','content':'d'},"
                + "{'role':'assistant','content':'x','reasoning_content':'hm'}]");
        OpenAiChatCodec other = new OpenAiChatCodec(
                Set.of(Habit.OLD_LIMIT, Habit.NO_DEVELOPER, Habit.NO_THOUGHTS, Habit.CACHE_CONTROL));
        assertThat(Trees.read(Trees.json(other.writeRequest(request, drops)).text()))
                .isEqualTo(json("{'model':'m','messages':[{'role':'system','content':'d'},"
                        + "{'role':'assistant','content':'x'}],'max_tokens':5}"));
        assertThat(drops.names()).containsExactly("reasoning");
    }

    @Test
    void what_another_dialect_says_is_put_into_words_or_noted() {
        Message asked = Message.of(
                Role.USER,
                new Part.ToolResult(
                        "c",
                        Optional.empty(),
                        List.of(
                                new Part.Text("see"),
                                new Part.Media(Part.Media.Kind.IMAGE, new Source.Inline("", "A"))),
                        true,
                        Optional.empty()),
                new Part.Text("Well?", List.of(), Optional.of(new Part.CacheHint(Optional.empty()))),
                new Part.Native("other", "x", Json.EMPTY_OBJECT));
        ChatRequest request = new ChatRequest(
                "m",
                List.of(
                        Message.of(
                                Role.ASSISTANT,
                                new Part.Text("a"),
                                new Part.Text("b"),
                                new Part.ToolCall("c", "f", "")),
                        asked),
                new ChatRequest.Tools(
                        List.of(new Tool.Native("other", "w", "w", Json.EMPTY_OBJECT)),
                        Optional.empty(),
                        Optional.empty()),
                Sampling.DEFAULT,
                new OutputFormat.Text(),
                new ReasoningWish(
                        Optional.of(true),
                        Optional.empty(),
                        OptionalLong.of(4000),
                        Optional.empty(),
                        Optional.of(true),
                        true),
                ChatRequest.Handling.DEFAULT,
                Map.of("container", Json.EMPTY_OBJECT),
                "other");
        assertThat((JsonNode) codec.writeRequest(request, drops))
                .isEqualTo(json("{'model':'m','messages':[{'role':'assistant','content':'ab','tool_calls':["
                        + "{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]},"
                        + "{'role':'tool','tool_call_id':'c','content':'see'},"
                        + "{'role':'user','content':[{'type':'image_url',"
                        + "'image_url':{'url':'data:image/png;base64,A'}}]},"
                        + "{'role':'user','content':'Well?'}],'reasoning_effort':'medium'}"));
        assertThat(drops.names())
                .containsExactlyInAnyOrder(
                        "tool_result.failed",
                        "cache_control",
                        "messages.native",
                        "tools.native",
                        "reasoning.budget",
                        "reasoning.shown",
                        "reasoning.sealed",
                        "container");
    }

    @Test
    void a_member_of_a_wrong_type_is_refused_with_its_path() {
        assertThatThrownBy(() -> read("'messages':[{'role':'user','content':[{'type':'text','text':3}]}]"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("messages[0].content[0].text");
        assertThatThrownBy(() -> read("'messages':[{'role':'wizard','content':''}]"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("messages[0].role");
        assertThatThrownBy(() -> read("'messages':'Hi'"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("messages");
        assertThatThrownBy(() -> read("'temperature':1")).isInstanceOf(RefusedException.class);
    }

    private List<Part> thoughts(String members) {
        ChatRequest request = read("'messages':[{'role':'assistant','content':'x'," + members + "}]");
        assertThat(again(request)).isEqualTo(request);
        return request.messages().getFirst().parts().stream()
                .filter(Part.Reasoning.class::isInstance)
                .toList();
    }

    private ChatRequest read(String members) {
        return codec.readRequest(Members.of(json("{'model':'m'," + members + "}")), Place.BODY);
    }

    @Test
    void shortens_the_id_of_another_dialects_user_and_leaves_its_own() {
        ChatRequest request = read("'user':'" + "u".repeat(65) + "','messages':[]");

        assertThat(codec.writeRequest(request, drops).path("user").asString()).hasSize(65);
        assertThat(codec.writeRequest(foreign(request), drops).path("user").asString())
                .hasSize(64)
                .doesNotContain("u");
    }

    private ChatRequest again(ChatRequest request) {
        JsonNode sent =
                Trees.read(Trees.json(codec.writeRequest(request, drops)).text());
        return codec.readRequest(Members.of(sent), Place.BODY);
    }

    private static ChatRequest foreign(ChatRequest request) {
        return new ChatRequest(
                request.model(),
                request.messages(),
                request.tools(),
                request.sampling(),
                request.format(),
                request.reasoning(),
                request.handling(),
                request.extras(),
                "other");
    }

    private static Part.ToolResult result(String id, String name, Part... content) {
        return new Part.ToolResult(id, Optional.of(name), List.of(content), false, Optional.empty());
    }

    private static JsonNode json(String text) {
        return Trees.read(text.replace("\\'", "\\\"").replace('\'', '"'));
    }
}
