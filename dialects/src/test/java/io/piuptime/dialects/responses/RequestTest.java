package io.piuptime.dialects.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.ChatRequest.Handling;
import io.piuptime.model.chat.ChatRequest.Tools;
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
import tools.jackson.databind.node.ObjectNode;

final class RequestTest {
    private final ResponsesCodec codec = new ResponsesCodec();
    private final Drops drops = new Drops();

    @Test
    void an_input_of_text_is_one_message_after_the_instructions() {
        assertThat(read("'instructions':'Be brief.','input':'Hi'").messages())
                .containsExactly(
                        Message.of(Role.SYSTEM, new Part.Text("Be brief.")),
                        Message.of(Role.USER, new Part.Text("Hi")));
    }

    @Test
    void what_the_model_made_in_a_row_is_one_message_and_so_are_the_results() {
        ChatRequest request = read("'input':[{'role':'user','content':'Weather?'},"
                + "{'type':'reasoning','id':'rs_1','summary':[{'type':'summary_text','text':'Two towns'}],"
                + "'encrypted_content':'gAAA=='},"
                + "{'type':'message','role':'assistant','id':'msg_1','status':'completed',"
                + "'content':[{'type':'output_text','text':'Looking','annotations':[]}]},"
                + "{'type':'function_call','id':'fc_1','call_id':'c1','name':'weather','arguments':'{\\'t\\':1}'},"
                + "{'type':'custom_tool_call','id':'ctc_1','call_id':'c2','name':'shell','input':'ls'},"
                + "{'type':'function_call_output','call_id':'c1','output':'sun'},"
                + "{'type':'custom_tool_call_output','call_id':'c2','output':[{'type':'input_text','text':'a'},"
                + "{'type':'input_image','image_url':'data:image/png;base64,AAAA','detail':'low'}]}]");
        assertThat(request.messages())
                .containsExactly(
                        Message.of(Role.USER, new Part.Text("Weather?")),
                        Message.of(
                                Role.ASSISTANT,
                                new Part.Reasoning(
                                        "rs_1", "", List.of("Two towns"), Optional.empty(), Optional.of("gAAA==")),
                                new Part.Text("Looking"),
                                new Part.ToolCall("c1", "weather", "{\"t\":1}"),
                                new Part.ToolCall("c2", "shell", "ls", true, Optional.empty(), Optional.empty())),
                        Message.of(
                                Role.TOOL,
                                result("c1", "weather", new Part.Text("sun")),
                                result(
                                        "c2",
                                        "shell",
                                        new Part.Text("a"),
                                        new Part.Media(
                                                Part.Media.Kind.IMAGE,
                                                new Source.Inline("image/png", "AAAA"),
                                                Optional.of("low"),
                                                Optional.empty(),
                                                Optional.empty()))));
        assertThat(again(request)).isEqualTo(request);
        assertThat(codec.writeRequest(request, drops).path("input").values())
                .extracting(item -> item.path("type").asString(""))
                .containsExactly(
                        "message",
                        "reasoning",
                        "message",
                        "function_call",
                        "custom_tool_call",
                        "function_call_output",
                        "custom_tool_call_output");
    }

    @Test
    void items_that_only_this_dialect_knows_stay_whole_and_in_their_place() {
        ChatRequest request = read("'input':[{'type':'item_reference','id':'msg_9'},{'id':'rs_9'},"
                + "{'type':'additional_tools','role':'developer','tools':[]},"
                + "{'type':'custom_tool_call_output','call_id':'elsewhere','output':'x'},"
                + "{'type':'function_call','call_id':'c','name':'n','namespace':'crm','arguments':'{}'},"
                + "{'role':'user','content':[{'type':'computer_screenshot','file_id':'f'}]}]");
        assertThat(codec.writeRequest(request, drops).path("input"))
                .isEqualTo(json("{'i':[{'type':'item_reference','id':'msg_9'},{'id':'rs_9'},"
                                + "{'type':'additional_tools','role':'developer','tools':[]},"
                                + "{'type':'custom_tool_call_output','call_id':'elsewhere','output':'x'},"
                                + "{'type':'function_call','call_id':'c','name':'n','namespace':'crm','arguments':'{}'},"
                                + "{'type':'message','role':'user',"
                                + "'content':[{'type':'computer_screenshot','file_id':'f'}]}]}")
                        .get("i"));
        assertThat(again(request)).isEqualTo(request);
    }

    @Test
    void files_images_and_sounds_are_read_wherever_their_bytes_are() {
        ChatRequest request = read("'input':[{'role':'user','content':["
                + "{'type':'input_image','image_url':'https://e.org/a.png'},{'type':'input_image','file_id':'f1'},"
                + "{'type':'input_file','filename':'a.pdf','file_data':'data:application/pdf;base64,QQ=='},"
                + "{'type':'input_file','file_data':'QQ=='},{'type':'input_file','file_url':'https://e.org/b'},"
                + "{'type':'input_audio','input_audio':{'data':'QQ==','format':'wav'}},"
                + "{'type':'input_text','text':'x','prompt_cache_breakpoint':{'mode':'explicit'}}]}]");
        assertThat(request.messages().getFirst().parts())
                .filteredOn(Part.Media.class::isInstance)
                .extracting(part -> ((Part.Media) part).source())
                .containsExactly(
                        new Source.Link("https://e.org/a.png", ""),
                        new Source.Held("f1"),
                        new Source.Inline("application/pdf", "QQ=="),
                        new Source.Inline("", "QQ=="),
                        new Source.Link("https://e.org/b", ""),
                        new Source.Inline("audio/wav", "QQ=="));
        assertThat(again(request)).isEqualTo(request);
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void every_wish_comes_back() {
        ChatRequest request = read("'input':'x','max_output_tokens':9,'temperature':0.70,'top_p':0.5,"
                + "'include':['reasoning.encrypted_content','message.output_text.logprobs','web_search_call.results'],"
                + "'top_logprobs':3,'reasoning':{'effort':'high','summary':'auto','context':'all_turns'},"
                + "'text':{'verbosity':'low','format':{'type':'json_schema','name':'n','schema':{'type':'object'},"
                + "'strict':true}},'store':false,'stream':true,'metadata':{'k':'v'},'service_tier':'flex',"
                + "'prompt_cache_key':'p','user':'u','previous_response_id':'resp_1','parallel_tool_calls':false,"
                + "'tools':[{'type':'function','name':'f','parameters':{},'strict':false,'defer_loading':true},"
                + "{'type':'custom','name':'c','format':{'type':'text'}},{'type':'web_search'},"
                + "{'type':'mcp','server_label':'docs','server_url':'https://e.org'}],"
                + "'tool_choice':{'type':'allowed_tools','mode':'required','tools':[{'type':'function','name':'f'},"
                + "{'type':'mcp','server_label':'docs'},{'type':'web_search'}]}");
        assertThat(request.reasoning())
                .isEqualTo(new ReasoningWish(
                        Optional.empty(),
                        Optional.of("high"),
                        OptionalLong.empty(),
                        Optional.of("auto"),
                        Optional.empty(),
                        true));
        assertThat(request.tools().choice()).contains(new ToolChoice.OneOf(List.of("f", "docs", "web_search"), true));
        assertThat(request.extras().keySet())
                .containsExactly(
                        "include", "tools.members", "text.verbosity", "reasoning.context", "previous_response_id");
        assertThat(request.sampling().topLogprobs()).isEqualTo(OptionalInt.of(3));
        ObjectNode written = codec.writeRequest(request, drops);
        assertThat(again(request)).isEqualTo(request);
        assertThat(written.path("tools").get(0).path("defer_loading").booleanValue())
                .isTrue();
        assertThat(written.path("text").path("verbosity").asString("")).isEqualTo("low");
        assertThat(written.path("temperature").toString()).isEqualTo("0.70");
        assertThat(written.path("tool_choice")
                        .path("tools")
                        .get(1)
                        .path("server_label")
                        .asString(""))
                .isEqualTo("docs");
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void a_choice_of_tools_comes_back_in_each_of_its_forms() {
        String tools = "'input':'x','tools':[{'type':'custom','name':'c'},{'type':'file_search'}],'tool_choice':";
        for (String choice : List.of(
                "'auto'",
                "'none'",
                "'required'",
                "{'type':'function','name':'f'}",
                "{'type':'custom','name':'c'}",
                "{'type':'file_search'}",
                "{'type':'mcp','server_label':'s','name':'n'}")) {
            assertThat(codec.writeRequest(read(tools + choice), drops).path("tool_choice"))
                    .isEqualTo(json("{'c':" + choice + "}").get("c"));
        }
    }

    @Test
    void wrong_types_are_refused_with_their_path() {
        assertThatThrownBy(() -> read("'input':[{'role':'user','content':[{'type':'input_text','text':7}]}]"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("input[0].content[0].text");
        assertThatThrownBy(() -> read("'input':7")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> read("'input':[{'role':'boss','content':'x'}]"))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> codec.readRequest(Members.of(json("{'input':'x'}")), Place.BODY))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void what_another_dialect_says_and_this_one_cannot_is_noted() {
        Part.CacheHint cache = new Part.CacheHint(Optional.empty());
        ChatRequest foreign = new ChatRequest(
                "m",
                List.of(
                        new Message(
                                Role.USER,
                                List.of(new Part.Text("x", List.of(), Optional.of(cache))),
                                Optional.of("Ann")),
                        Message.of(
                                Role.ASSISTANT,
                                new Part.Reasoning("said openly"),
                                new Part.Reasoning("", "hm", List.of(), Optional.of("sig"), Optional.empty()),
                                new Part.ToolCall("c", "f", "{}")),
                        Message.of(
                                Role.TOOL,
                                new Part.ToolResult("c", Optional.empty(), List.of(), true, Optional.empty())),
                        Message.of(
                                Role.USER,
                                new Part.Media(Part.Media.Kind.VIDEO, new Source.Held("v")),
                                new Part.Native("other", "k", Json.EMPTY_OBJECT))),
                new Tools(
                        List.of(
                                new Tool.Function(
                                        "f", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                                new Tool.Native("other", "k", "k", Json.EMPTY_OBJECT)),
                        Optional.of(new ToolChoice.Any()),
                        Optional.empty()),
                new Sampling(
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Json("4")),
                        new Sampling.Penalties(Optional.of(new Json("1")), Optional.of(new Json("1"))),
                        List.of("END"),
                        OptionalLong.of(7),
                        OptionalInt.of(2),
                        OptionalInt.empty(),
                        Map.of("1", new Json("5"))),
                new OutputFormat.JsonObject(),
                new ReasoningWish(
                        Optional.of(true),
                        Optional.empty(),
                        OptionalLong.of(4000),
                        Optional.empty(),
                        Optional.of(true),
                        false),
                Handling.DEFAULT,
                Map.of("thinking_mode", Json.EMPTY_OBJECT),
                "other");
        ObjectNode written = codec.writeRequest(foreign, drops);
        assertThat(drops.names())
                .containsExactlyInAnyOrder(
                        "cache_control",
                        "messages.name",
                        "reasoning",
                        "tool_result.failed",
                        "messages.video",
                        "messages.native",
                        "tools.native",
                        "top_k",
                        "frequency_penalty",
                        "presence_penalty",
                        "stop",
                        "seed",
                        "n",
                        "logit_bias",
                        "reasoning.budget",
                        "reasoning.shown",
                        "thinking_mode");
        assertThat(written)
                .isEqualTo(json("{'model':'m','input':[{'type':'message','role':'user','content':'x'},"
                        + "{'type':'reasoning','summary':[{'type':'summary_text','text':'hm'}],'encrypted_content':'sig'},"
                        + "{'type':'function_call','call_id':'c','name':'f','arguments':'{}'},"
                        + "{'type':'function_call_output','call_id':'c','output':''}],"
                        + "'tools':[{'type':'function','name':'f','parameters':{'type':'object','properties':{}},"
                        + "'strict':false}],'tool_choice':'required','text':{'format':{'type':'json_object'}},"
                        + "'reasoning':{'effort':'medium'},'store':false}"));
    }

    @Test
    void a_question_of_instructions_only_still_has_an_input() {
        ChatRequest foreign = foreign(List.of(Message.of(Role.SYSTEM, new Part.Text("Be brief."))), Tools.NONE);
        assertThat(codec.writeRequest(foreign, drops))
                .isEqualTo(json("{'model':'m','input':[{'type':'message','role':'system','content':'Be brief.'}],"
                        + "'store':false}"));
    }

    @Test
    void a_choice_of_a_tool_that_is_not_written_is_noted() {
        Tool.Native whole = new Tool.Native("other", "k", "k", Json.EMPTY_OBJECT);
        Tool.Custom custom = new Tool.Custom("c", Optional.empty(), Optional.empty());
        for (ToolChoice choice : List.of(
                new ToolChoice.Any(), new ToolChoice.Named("k"), new ToolChoice.OneOf(List.of("c", "k"), true))) {
            List<Tool> offered = choice instanceof ToolChoice.Any ? List.of(whole) : List.of(whole, custom);
            ChatRequest foreign = foreign(List.of(), new Tools(offered, Optional.of(choice), Optional.empty()));
            assertThat(codec.writeRequest(foreign, drops).has("tool_choice")).isFalse();
        }
        assertThat(drops.names()).containsExactly("tools.native", "tool_choice");
    }

    @Test
    void what_openai_refuses_is_not_asked_in_the_name_of_another_dialect() {
        ChatRequest foreign = new ChatRequest(
                "m",
                List.of(
                        Message.of(
                                Role.USER,
                                new Part.Media(Part.Media.Kind.AUDIO, new Source.Inline("audio/wav", "QQ==")),
                                new Part.Media(Part.Media.Kind.IMAGE, new Source.Link("https://e.org/a", ""))),
                        Message.of(Role.ASSISTANT, new Part.Text("a"), new Part.Text(""), new Part.Text("b"))),
                Tools.NONE,
                new Sampling(
                        OptionalLong.of(5),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Sampling.Penalties.NONE,
                        List.of(),
                        OptionalLong.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Map.of()),
                new OutputFormat.Text(),
                ReasoningWish.NONE,
                Handling.DEFAULT,
                Map.of(),
                "other");
        assertThat(json(codec.writeRequest(foreign, drops).toString()))
                .isEqualTo(json("{'model':'m','input':[{'type':'message','role':'user','content':["
                        + "{'type':'input_image','image_url':'https://e.org/a','detail':'auto'}]},"
                        + "{'type':'message','role':'assistant','content':'a'},"
                        + "{'type':'message','role':'assistant','content':'b'}],"
                        + "'max_output_tokens':16,'store':false}"));
        assertThat(drops.names()).containsExactly("messages.audio", "max_tokens");
    }

    @Test
    void only_files_have_names() {
        Source source = new Source.Link("https://e.org/a", "");
        ChatRequest foreign = foreign(
                List.of(Message.of(
                        Role.USER,
                        new Part.Media(
                                Part.Media.Kind.IMAGE,
                                source,
                                Optional.of("low"),
                                Optional.of("a.png"),
                                Optional.empty()),
                        new Part.Media(
                                Part.Media.Kind.FILE,
                                source,
                                Optional.empty(),
                                Optional.of("a.pdf"),
                                Optional.empty()))),
                Tools.NONE);
        assertThat(codec.writeRequest(foreign, drops).path("input").get(0).path("content"))
                .isEqualTo(json("{'c':[{'type':'input_image','image_url':'https://e.org/a','detail':'low'},"
                                + "{'type':'input_file','file_url':'https://e.org/a','filename':'a.pdf'}]}")
                        .get("c"));
        assertThat(drops.names()).containsExactly("messages.file.name");
    }

    @Test
    void shortens_the_id_of_another_dialects_user_and_leaves_its_own() {
        ChatRequest own = read("'user':'" + "u".repeat(65) + "','input':[]");
        ChatRequest foreign = new ChatRequest(
                own.model(),
                own.messages(),
                own.tools(),
                own.sampling(),
                own.format(),
                own.reasoning(),
                own.handling(),
                Map.of(),
                "other");

        assertThat(codec.writeRequest(own, drops).path("user").asString()).hasSize(65);
        assertThat(codec.writeRequest(foreign, drops).path("user").asString())
                .hasSize(64)
                .doesNotContain("u");
    }

    private static ChatRequest foreign(List<Message> messages, Tools tools) {
        return new ChatRequest(
                "m",
                messages,
                tools,
                Sampling.DEFAULT,
                new OutputFormat.Text(),
                ReasoningWish.NONE,
                Handling.DEFAULT,
                Map.of(),
                "other");
    }

    private ChatRequest read(String members) {
        return codec.readRequest(Members.of(json("{'model':'gpt-5'," + members + "}")), Place.BODY);
    }

    private ChatRequest again(ChatRequest request) {
        return codec.readRequest(Members.of(codec.writeRequest(request, drops)), Place.BODY);
    }

    private static Part result(String id, String name, Part... content) {
        return new Part.ToolResult(id, Optional.of(name), List.of(content), false, Optional.empty());
    }

    private static ObjectNode json(String text) {
        String quoted = text.replace("\\'", "\\\"").replace('\'', '"').replace("\\\\\"", "\\\"");
        return (ObjectNode) Trees.read(quoted);
    }
}
