package io.piuptime.dialects.cohere;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Requests, by hand. */
final class CohereRequestTest {
    private static final Json SCHEMA = new Json("{\"type\":\"object\"}");

    private final CohereCodec codec = new CohereCodec();
    private final Drops drops = new Drops();

    @Test
    void everything_that_the_format_names_survives() {
        String body = """
                {'model':'command-a-reasoning','stream':true,'messages':[
                  {'role':'system','content':'Be brief'},
                  {'role':'user','content':[{'type':'text','text':'What?'},
                    {'type':'image_url','image_url':{'url':'data:image/gif;base64,AA==','detail':'low'}},
                    {'type':'image_url','image_url':{'url':'https://x/y.png'}}]},
                  {'role':'assistant','tool_plan':'I will look','tool_calls':[
                    {'id':'c1','type':'function','function':{'name':'f','arguments':'{}'}}]},
                  {'role':'tool','tool_call_id':'c1','content':[
                    {'type':'document','document':{'id':'d1','data':{'a':1}}},{'type':'text','text':'more'}]},
                  {'role':'assistant','content':[{'type':'thinking','thinking':'hm'},{'type':'text','text':'So.'}],
                   'citations':[{'start':0,'end':2,'text':'So','content_index':1,'type':'TEXT_CONTENT',
                     'sources':[{'type':'document','id':'d1','document':{'title':'T','url':'https://x'}}]}]}],
                 'tools':[{'type':'function','function':{'name':'f','description':'d','parameters':{'type':'object'}}}],
                 'strict_tools':true,'tool_choice':'REQUIRED','max_tokens':9,'temperature':0.50,'p':0.9,'k':40,
                 'frequency_penalty':0.1,'presence_penalty':0.2,'stop_sequences':['x'],'seed':7,'logprobs':true,
                 'response_format':{'type':'json_object','json_schema':{'type':'object'}},
                 'thinking':{'type':'enabled','token_budget':100},'safety_mode':'OFF','documents':['d'],
                 'citation_options':{'mode':'FAST'}}""";
        ChatRequest read = read(body);
        assertThat(read.extras()).containsOnlyKeys("safety_mode", "documents", "citation_options");
        assertThat(read.messages())
                .extracting(Message::role)
                .containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT);
        assertThat(read.messages().get(2).parts().getFirst())
                .isEqualTo(
                        new Part.Reasoning("tool_plan", "I will look", List.of(), Optional.empty(), Optional.empty()));
        assertThat(read.messages().get(3).parts())
                .containsExactly(new Part.ToolResult(
                        "c1",
                        Optional.empty(),
                        List.of(
                                new Part.Media(
                                        Part.Media.Kind.FILE,
                                        new Source.Plain("{\"a\":1}"),
                                        Optional.empty(),
                                        Optional.of("d1"),
                                        Optional.empty()),
                                new Part.Text("more")),
                        false,
                        Optional.empty()));
        Part.Text cited = (Part.Text) read.messages().get(4).parts().get(1);
        assertThat(cited.citations()).singleElement().satisfies(citation -> {
            assertThat(citation.url()).isEqualTo("https://x");
            assertThat(citation.title()).isEqualTo("T");
        });
        assertThat(read.sampling().temperature()).contains(new Json("0.50"));
        assertThat(read.reasoning().budget()).hasValue(100);
        assertThat(read.tools().choice()).contains(new ToolChoice.Any());
        assertThat(read.handling().stream()).isTrue();

        JsonNode written = written(read);
        assertThat(read(Trees.json(written).text())).isEqualTo(read);
        tree(body).properties().forEach(member -> {
            if (!member.getKey().equals("messages")) {
                assertThat(written.get(member.getKey())).as(member.getKey()).isEqualTo(member.getValue());
            }
        });
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void what_cohere_cannot_say_is_noted() {
        ChatRequest request = new ChatRequest(
                "command-r",
                List.of(
                        new Message(Role.DEVELOPER, List.of(new Part.Text("Be brief")), Optional.empty()),
                        new Message(
                                Role.USER,
                                List.of(
                                        new Part.Text(
                                                "a", List.of(), Optional.of(new Part.CacheHint(Optional.empty()))),
                                        new Part.Media(Part.Media.Kind.AUDIO, new Source.Inline("audio/wav", "AA==")),
                                        new Part.Native("other", "x", Json.EMPTY_OBJECT)),
                                Optional.of("Ann")),
                        Message.of(
                                Role.ASSISTANT,
                                new Part.Reasoning("", "hm", List.of(), Optional.of("sig"), Optional.of("sealed")),
                                new Part.ToolCall("c1", "f", "not json"),
                                new Part.ToolCall("c2", "g", "free", true, Optional.of("sig"), Optional.empty())),
                        Message.of(
                                Role.TOOL,
                                new Part.ToolResult("c1", Optional.empty(), List.of(), true, Optional.empty()),
                                new Part.ToolResult(
                                        "c2",
                                        Optional.empty(),
                                        List.of(new Part.Text("ok")),
                                        false,
                                        Optional.empty()))),
                new Tools(
                        List.of(
                                new Tool.Function(
                                        "f", Optional.empty(), Optional.empty(), Optional.of(true), Optional.empty()),
                                new Tool.Custom("g", Optional.of("d"), Optional.empty()),
                                new Tool.Native("other", "web_search", "", Json.EMPTY_OBJECT)),
                        Optional.of(new ToolChoice.Auto()),
                        Optional.of(false)),
                new Sampling(
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Sampling.Penalties.NONE,
                        List.of(),
                        OptionalLong.of(-1),
                        OptionalInt.of(2),
                        OptionalInt.of(3),
                        Map.of("1", new Json("2"))),
                new OutputFormat.JsonSchema("n", Optional.of("d"), SCHEMA, Optional.of(false)),
                new ReasoningWish(
                        Optional.empty(),
                        Optional.of("high"),
                        OptionalLong.empty(),
                        Optional.of("auto"),
                        Optional.empty(),
                        true),
                new Handling(
                        false,
                        false,
                        Optional.of("flex"),
                        Optional.of("u"),
                        Map.of("k", "v"),
                        Optional.of("c"),
                        Optional.of(true)),
                Map.of("modalities", new Json("[]")),
                "openai-chat");
        assertThat(written(request)).isEqualTo(tree("""
                {'model':'command-r','messages':[{'role':'system','content':'Be brief'},{'role':'user','content':'a'},
                  {'role':'assistant','tool_calls':[
                    {'id':'c1','type':'function','function':{'name':'f','arguments':'{\\"input\\":\\"not json\\"}'}},
                    {'id':'c2','type':'function','function':{'name':'g','arguments':'{\\"input\\":\\"free\\"}'}}]},
                  {'role':'tool','tool_call_id':'c1','content':''},{'role':'tool','tool_call_id':'c2','content':'ok'}],
                 'tools':[{'type':'function','function':{'name':'f','parameters':{'type':'object','properties':{}}}},
                  {'type':'function','function':{'name':'g','description':'d','parameters':{'type':'object',
                    'properties':{'input':{'type':'string'}},'required':['input']}}}],
                 'logprobs':true,'response_format':{'type':'json_object','json_schema':{'type':'object'}},'stream':false}"""));
        assertThat(drops.names())
                .containsExactlyInAnyOrder(
                        "messages.name",
                        "cache_control",
                        "messages.audio",
                        "messages.native",
                        "reasoning.signature",
                        "reasoning",
                        "reasoning.effort",
                        "reasoning.summary",
                        "tool_calls.arguments",
                        "tool_calls.signature",
                        "tool_result.failed",
                        "tools.custom",
                        "tools.native",
                        "tools.strict",
                        "parallel_tool_calls",
                        "seed",
                        "n",
                        "top_logprobs",
                        "logit_bias",
                        "response_format.description",
                        "response_format.strict",
                        "service_tier",
                        "user",
                        "metadata",
                        "prompt_cache_key",
                        "store",
                        "modalities");
    }

    @Test
    void where_one_tool_must_be_called_only_that_one_is_offered() {
        ChatRequest request = foreign("m", new ToolChoice.Named("b"));
        JsonNode written = written(request);
        assertThat(written.path("tool_choice").asString("")).isEqualTo("REQUIRED");
        assertThat(written.path("tools")).hasSize(1);
        JsonNode some = written(foreign("m", new ToolChoice.OneOf(List.of("a", "c"), false)));
        assertThat(some.has("tool_choice")).isFalse();
        assertThat(some.path("tools")).hasSize(2);
        assertThat(written(foreign("m", new ToolChoice.None()))
                        .path("tool_choice")
                        .asString(""))
                .isEqualTo("NONE");
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void thoughts_go_to_models_that_think() {
        ReasoningWish wish = new ReasoningWish(
                Optional.empty(), Optional.of("none"), OptionalLong.empty(), Optional.empty(), Optional.empty(), false);
        ChatRequest request = foreign("command-a-reasoning-08-2025", new ToolChoice.Auto());
        ChatRequest quiet = new ChatRequest(
                request.model(),
                List.of(Message.of(Role.ASSISTANT, new Part.Reasoning("hm"), new Part.Text("a"))),
                Tools.NONE,
                request.sampling(),
                request.format(),
                wish,
                request.handling(),
                Map.of(),
                "other");
        JsonNode written = written(quiet);
        assertThat(written.path("thinking")).isEqualTo(tree("{'type':'disabled'}"));
        assertThat(written.path("messages").path(0).path("content")).isEqualTo(tree("""
                [{'type':'thinking','thinking':'hm'},{'type':'text','text':'a'}]"""));
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void what_is_not_known_stays_among_the_extras() {
        ChatRequest read = read("""
                {'model':'m','messages':[],'tool_choice':'MAYBE','response_format':{'type':'xml'},
                 'thinking':{'type':'enabled','mood':'good'}}""");
        assertThat(read.extras()).containsOnlyKeys("tool_choice", "response_format", "thinking");
        assertThat(read(Trees.json(written(read)).text())).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'messages':[]}|model",
                "{'model':'m'}|messages",
                "{'model':'m','messages':{}}|messages",
                "{'model':'m','messages':['a']}|messages[0]",
                "{'model':'m','messages':[{'content':'a'}]}|messages[0].role",
                "{'model':'m','messages':[{'role':'judge','content':'a'}]}|messages[0].role",
                "{'model':'m','messages':[{'role':'user','content':7}]}|messages[0].content",
                "{'model':'m','messages':[{'role':'user','content':[{'text':'a'}]}]}|messages[0].content[0].type",
                "{'model':'m','messages':[],'stream':'yes'}|stream",
                "{'model':'m','messages':[],'stop_sequences':[7]}|stop_sequences[0]",
                "{'model':'m','messages':[],'tools':[{'function':{}}]}|tools[0].function.name"
            })
    void a_wrong_request_is_refused_with_the_path_of_the_fault(String body, String path) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(path + ":");
    }

    private static ChatRequest foreign(String model, ToolChoice choice) {
        List<Tool> offered = List.of("a", "b", "c").stream()
                .<Tool>map(name -> new Tool.Function(
                        name, Optional.empty(), Optional.of(SCHEMA), Optional.empty(), Optional.empty()))
                .toList();
        return new ChatRequest(
                model,
                List.of(Message.of(Role.USER, new Part.Text("a"))),
                new Tools(offered, Optional.of(choice), Optional.empty()),
                Sampling.DEFAULT,
                new OutputFormat.Text(),
                ReasoningWish.NONE,
                Handling.DEFAULT,
                Map.of(),
                "other");
    }

    private ChatRequest read(String body) {
        return codec.readRequest(Members.of(tree(body)), Place.BODY);
    }

    private JsonNode written(ChatRequest request) {
        return Trees.read(Trees.json(codec.writeRequest(request, drops)).text());
    }

    /** JSON with single quotes, unless it was written by a codec. */
    private static JsonNode tree(String text) {
        return Trees.read(text.startsWith("{\"") ? text : text.replace('\'', '"'));
    }
}
