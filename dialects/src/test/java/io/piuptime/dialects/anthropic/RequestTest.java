package io.piuptime.dialects.anthropic;

import static io.piuptime.dialects.anthropic.Asked.PLAIN;
import static io.piuptime.dialects.anthropic.Asked.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.ChatRequest.Tools;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message.Role;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import io.piuptime.model.chat.Tool;
import io.piuptime.model.chat.ToolChoice;
import io.piuptime.model.exchange.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a request asks for beside its messages. */
class RequestTest {
    private static final Tool.Function WEATHER = new Tool.Function(
            "weather", Optional.of("Tells it"), Optional.of(new Json("{}")), Optional.of(true), Optional.empty());

    @Test
    void everything_that_is_named_is_read() {
        ChatRequest read = Asked.read("""
                {"model":"claude-sonnet-4-5","max_tokens":9000,"system":"Be brief","stream":true,
                 "messages":[{"role":"user","content":"Hi"}],
                 "thinking":{"type":"enabled","budget_tokens":2000},
                 "output_config":{"effort":"high","task_budget":{"total":5},
                    "format":{"type":"json_schema","schema":{"type":"object"}}},
                 "tool_choice":{"type":"tool","name":"weather","disable_parallel_tool_use":true},
                 "tools":[{"name":"weather","input_schema":{"type":"object"},"defer_loading":true,
                    "cache_control":{"type":"ephemeral","ttl":"1h"}},{"type":"web_search_20250305","name":"web_search"}],
                 "temperature":0.50,"top_p":0.9,"top_k":3,"stop_sequences":["END"],
                 "metadata":{"user_id":"u1"},"service_tier":"standard_only","container":"c1"}
                """);

        assertThat(read.messages()).extracting(message -> message.role()).containsExactly(Role.SYSTEM, Role.USER);
        assertThat(read.sampling().maxTokens()).hasValue(9000);
        assertThat(read.sampling().temperature()).contains(new Json("0.50"));
        assertThat(read.sampling().stop()).containsExactly("END");
        assertThat(read.reasoning().enabled()).contains(true);
        assertThat(read.reasoning().budget()).hasValue(2000);
        assertThat(read.reasoning().effort()).contains("high");
        assertThat(read.format()).isInstanceOf(OutputFormat.JsonSchema.class);
        assertThat(read.tools().choice()).contains(new ToolChoice.Named("weather"));
        assertThat(read.tools().parallel()).contains(false);
        assertThat(read.tools().offered().getFirst())
                .isEqualTo(new Tool.Function(
                        "weather",
                        Optional.empty(),
                        Optional.of(new Json("{\"type\":\"object\"}")),
                        Optional.empty(),
                        Optional.of(new Part.CacheHint(Optional.of("1h")))));
        assertThat(read.tools().offered().getLast()).isInstanceOf(Tool.Native.class);
        assertThat(read.handling().user()).contains("u1");
        assertThat(read.handling().stream()).isTrue();
        assertThat(read.extras()).containsOnlyKeys("container", "output_config", "tools");
        assertThat(Asked.of(read)
                        .body()
                        .path("tools")
                        .path(0)
                        .path("defer_loading")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_member_of_the_wrong_type_is_refused_with_its_path() {
        assertThatThrownBy(() -> Asked.read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":7}]}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("messages[0].content");
        assertThatThrownBy(() -> Asked.read("{\"model\":\"m\",\"messages\":[{\"role\":\"robot\",\"content\":\"x\"}]}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("messages[0].role");
        assertThatThrownBy(() -> Asked.read("{\"messages\":[]}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("model");
    }

    @Test
    void a_foreign_request_gets_what_anthropic_needs() {
        Asked asked = Asked.of(PLAIN);

        assertThat(asked.body())
                .isEqualTo(json("{'model':'claude-sonnet-4-5',"
                        + "'messages':[{'role':'user','content':[{'type':'text','text':'Hi'}]}],'max_tokens':32000}"));
        assertThat(asked.drops()).isEmpty();
    }

    @Test
    void what_cannot_be_said_of_choosing_tokens_is_noted() {
        Asked asked = Asked.of(Asked.sampling(Asked.chosen(100, "1.7", "0.9", "40")));

        assertThat(asked.body().path("temperature").asInt()).isEqualTo(1);
        assertThat(asked.body().path("top_k").asInt()).isEqualTo(40);
        assertThat(asked.body().has("top_p")).isFalse();
        assertThat(asked.body().path("stop_sequences")).isEqualTo(json("['END']"));
        assertThat(asked.drops()).containsExactlyInAnyOrder("temperature", "top_p", "stop", "seed", "n");
    }

    @Test
    void the_younger_version_is_told_nothing_of_choosing_tokens() {
        Asked asked = Asked.of(Asked.sampling(Asked.chosen(100, "0.5", "0.9", "40")), Version.V2026_10_21);

        assertThat(asked.body().propertyNames()).doesNotContain("temperature", "top_p", "top_k");
        assertThat(asked.drops()).contains("temperature", "top_p", "top_k");
        assertThat(Version.V2026_10_21.header()).isEqualTo("2026-10-21");
    }

    @Test
    void effort_becomes_a_budget_within_the_callers_limit() {
        Asked low = thinking(Asked.effort("low"), Asked.chosen(1500, "0.5", "", ""));
        assertThat(low.body().path("thinking")).isEqualTo(json("{'type':'enabled','budget_tokens':1024}"));
        assertThat(low.body().path("max_tokens").asLong()).isEqualTo(1500);
        assertThat(low.drops()).contains("temperature").doesNotContain("max_tokens");
        assertThat(low.body().has("temperature")).isFalse();

        Asked least = thinking(Asked.effort("low"), Asked.chosen(1024, "0.5", "", ""));
        assertThat(least.body().has("thinking")).isFalse();
        assertThat(least.body().path("max_tokens").asLong()).isEqualTo(1024);
        assertThat(least.body().path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(least.drops()).contains("reasoning.effort").doesNotContain("temperature");

        Asked high = thinking(Asked.effort("high"), Sampling.DEFAULT);
        assertThat(high.body().path("thinking").path("budget_tokens").asLong()).isEqualTo(16_384);
        assertThat(high.body().path("max_tokens").asLong()).isEqualTo(32_000);

        Asked roomy = thinking(Asked.effort("medium"), Asked.chosen(5000, "", "", ""));
        assertThat(roomy.body().path("max_tokens").asLong()).isEqualTo(5000);

        Asked none = thinking(Asked.effort("none"), Sampling.DEFAULT);
        assertThat(none.body().has("thinking")).isFalse();
    }

    @Test
    void a_small_budget_is_raised_to_the_least() {
        ReasoningWish wish = new ReasoningWish(
                Optional.of(true), Optional.empty(), OptionalLong.of(10), Optional.of("auto"), Optional.empty(), false);

        Asked asked = thinking(wish, Sampling.DEFAULT);

        assertThat(asked.body().path("thinking").path("budget_tokens").asLong()).isEqualTo(1024);
        assertThat(asked.drops()).containsExactly("reasoning.budget");
    }

    @Test
    void a_claude_request_by_way_of_bedrock_thinks_as_it_was_asked_to() {
        ReasoningWish wish = new ReasoningWish(
                Optional.of(true),
                Optional.of("xhigh"),
                OptionalLong.of(-1),
                Optional.empty(),
                Optional.of(true),
                false);
        ChatRequest bedrock = new ChatRequest(
                "claude",
                PLAIN.messages(),
                Tools.NONE,
                Sampling.DEFAULT,
                PLAIN.format(),
                wish,
                PLAIN.handling(),
                PLAIN.extras(),
                "bedrock-converse");

        Asked asked = Asked.of(bedrock);

        assertThat(asked.body().path("thinking")).isEqualTo(json("{'type':'adaptive','display':'summarized'}"));
        assertThat(asked.body().path("output_config")).isEqualTo(json("{'effort':'xhigh'}"));
    }

    @Test
    void a_call_that_is_forced_leaves_no_room_for_thinking() {
        Tools tools = new Tools(List.of(WEATHER), Optional.of(new ToolChoice.Any()), Optional.of(false));

        Asked asked = Asked.of(Asked.with(PLAIN, PLAIN.messages(), tools, Sampling.DEFAULT, Asked.effort("low")));

        assertThat(asked.body().path("tool_choice")).isEqualTo(json("{'type':'any','disable_parallel_tool_use':true}"));
        assertThat(asked.body().has("thinking")).isFalse();
        assertThat(asked.drops()).containsExactly("reasoning.effort");
    }

    @Test
    void a_thought_that_is_not_known_stays_as_it_is() {
        ChatRequest read = Asked.read("""
                {"model":"m","max_tokens":1,"messages":[],"thinking":{"type":"dreaming","depth":3}}""");

        assertThat(read.extras()).containsOnlyKeys("thinking");
        assertThat(Asked.of(read).body().path("thinking")).isEqualTo(json("{'type':'dreaming','depth':3}"));
    }

    @Test
    void functions_and_choices_are_written() {
        Tools tools = new Tools(
                List.of(
                        WEATHER,
                        new Tool.Custom("shell", Optional.empty(), Optional.empty()),
                        new Tool.Native("openai-responses", "web_search", "", Json.EMPTY_OBJECT)),
                Optional.of(new ToolChoice.Named("weather")),
                Optional.of(true));

        Asked asked = Asked.of(Asked.tools(tools));

        assertThat(asked.body().path("tools").path(0))
                .isEqualTo(json("{'name':'weather','description':'Tells it','input_schema':{'type':'object',"
                        + "'additionalProperties':false},'strict':true}"));
        assertThat(asked.body().path("tools").path(1).path("name").asString()).isEqualTo("shell");
        assertThat(asked.body().path("tools").size()).isEqualTo(2);
        assertThat(asked.body().path("tool_choice")).isEqualTo(json("{'type':'tool','name':'weather'}"));
        assertThat(asked.drops()).containsExactly("tools.custom", "tools.native");
    }

    @Test
    void some_of_the_tools_are_those_that_are_offered() {
        Tool.Function other =
                new Tool.Function("time", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Tools tools = new Tools(
                List.of(WEATHER, other), Optional.of(new ToolChoice.OneOf(List.of("time"), true)), Optional.empty());

        Asked asked = Asked.of(Asked.tools(tools));

        assertThat(asked.body().path("tools").size()).isEqualTo(1);
        assertThat(asked.body().path("tools").path(0).path("name").asString()).isEqualTo("time");
        assertThat(asked.body().path("tool_choice")).isEqualTo(json("{'type':'any'}"));
    }

    @Test
    void a_schema_is_closed_and_a_mere_object_is_noted() {
        Json schema = new Json("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"object\"}}}");
        Asked asked = Asked.of(
                Asked.format(new OutputFormat.JsonSchema("answer", Optional.of("It"), schema, Optional.of(true))));

        assertThat(asked.body().path("output_config").path("format"))
                .isEqualTo(json("{'type':'json_schema','schema':{'type':'object',"
                        + "'properties':{'a':{'type':'object','additionalProperties':false}},"
                        + "'additionalProperties':false}}"));
        assertThat(asked.drops()).containsExactly("response_format.description", "logit_processors");
        assertThat(Asked.of(Asked.format(new OutputFormat.JsonObject())).drops())
                .contains("response_format");
    }

    @Test
    void a_format_is_read_where_it_was_first() {
        ChatRequest read = Asked.read("""
                {"model":"m","messages":[],"output_format":{"type":"json_schema","schema":{"a":1}}}""");

        assertThat(read.format())
                .isEqualTo(new OutputFormat.JsonSchema("", Optional.empty(), new Json("{\"a\":1}"), Optional.empty()));
        assertThat(read.extras()).isEmpty();
    }

    private static Asked thinking(ReasoningWish wish, Sampling sampling) {
        return Asked.of(Asked.with(PLAIN, PLAIN.messages(), Tools.NONE, sampling, wish));
    }
}
