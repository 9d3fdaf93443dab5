package io.piuptime.dialects.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.anthropic.terms.Claude;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Message.Role;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import io.piuptime.model.chat.Tool;
import io.piuptime.model.chat.ToolChoice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How others' wishes (how much to think, how tokens are chosen, how to be served) are told. */
final class WishesTest {
    private static final Message HI = Message.of(Role.USER, new Part.Text("Hi"));

    private final Drops drops = new Drops();

    private static JsonNode json(String text) {
        return Trees.read(text.replace('\'', '"'));
    }

    private static ReasoningWish effort(String effort) {
        return new ReasoningWish(
                Optional.empty(), Optional.of(effort), OptionalLong.empty(), Optional.empty(), Optional.empty(), false);
    }

    private static ReasoningWish budget(long budget) {
        return new ReasoningWish(
                Optional.of(budget != 0),
                Optional.empty(),
                OptionalLong.of(budget),
                Optional.of("auto"),
                Optional.empty(),
                false);
    }

    private static Sampling sampling(OptionalLong maxTokens, String temperature, String topP) {
        return new Sampling(
                maxTokens,
                Optional.of(temperature).filter(text -> !text.isEmpty()).map(Json::new),
                Optional.of(topP).filter(text -> !text.isEmpty()).map(Json::new),
                Optional.empty(),
                Sampling.Penalties.NONE,
                List.of(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Map.of());
    }

    private static ChatRequest ask(String model, ReasoningWish wish, Sampling sampling, ChatRequest.Tools tools) {
        return new ChatRequest(
                model,
                List.of(HI),
                tools,
                sampling,
                new OutputFormat.Text(),
                wish,
                ChatRequest.Handling.DEFAULT,
                Map.of(),
                "openai-chat");
    }

    private ObjectNode written(ChatRequest request) {
        return (ObjectNode) Trees.read(Trees.json(new AnthropicCodec(Version.V2023_06_01).writeRequest(request, drops))
                .text());
    }

    private ObjectNode written(String model, ReasoningWish wish, long maxTokens) {
        Sampling sampling = sampling(maxTokens > 0 ? OptionalLong.of(maxTokens) : OptionalLong.empty(), "", "");
        return written(ask(model, wish, sampling, ChatRequest.Tools.NONE));
    }

    @Test
    void an_effort_becomes_a_budget_that_leaves_room_for_the_answer() {
        assertThat(written("claude-sonnet-4-5", effort("low"), 0).path("thinking"))
                .isEqualTo(json("{'type': 'enabled', 'budget_tokens': 1024}"));
        assertThat(written("claude-3-7-sonnet-20250219", effort("medium"), 0).path("thinking"))
                .isEqualTo(json("{'type': 'enabled', 'budget_tokens': 4096}"));
        assertThat(written("claude-haiku-4-5", effort("high"), 4_000).path("thinking"))
                .isEqualTo(json("{'type': 'enabled', 'budget_tokens': 3000}"));
        ObjectNode most = written("claude-opus-4-1", effort("xhigh"), 0);
        assertThat(most.path("thinking").path("budget_tokens").asInt(0))
                .isLessThan(most.path("max_tokens").asInt(0));
        ObjectNode asked = written("claude-sonnet-4-5", budget(40_000), 0);
        assertThat(asked.path("thinking"))
                .isEqualTo(json("{'type': 'enabled', 'budget_tokens': 40000, 'display': 'summarized'}"));
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void a_model_that_decides_itself_is_told_an_effort() {
        for (List<String> said : List.of(
                List.of("claude-opus-4-6", "xhigh", "high"),
                List.of("claude-opus-4-6", "max", "max"),
                List.of("claude-sonnet-4-6", "max", "high"),
                List.of("claude-opus-4-8", "xhigh", "xhigh"),
                List.of("us.anthropic.claude-sonnet-5-v1:0", "minimal", "low"))) {
            ObjectNode body = written(said.get(0), effort(said.get(1)), 0);
            assertThat(body.path("thinking")).isEqualTo(json("{'type': 'adaptive'}"));
            assertThat(body.path("output_config").path("effort").stringValue()).isEqualTo(said.get(2));
        }
        ObjectNode body = written("claude-opus-5", budget(3_000), 0);
        assertThat(body.path("thinking")).isEqualTo(json("{'type': 'adaptive', 'display': 'summarized'}"));
        assertThat(body.path("output_config").path("effort").stringValue()).isEqualTo("medium");
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void a_model_that_is_not_to_think_is_told_so_only_if_it_would() {
        assertThat(written("claude-sonnet-4-5", effort("none"), 0).has("thinking"))
                .isFalse();
        assertThat(written("claude-opus-5", effort("none"), 0).path("thinking"))
                .isEqualTo(json("{'type': 'disabled'}"));
        assertThat(written("glm-4.6", effort("none"), 0).path("thinking")).isEqualTo(json("{'type': 'disabled'}"));
        assertThat(drops.names()).isEmpty();
        assertThat(written("claude-fable-5", budget(0), 0).has("thinking")).isFalse();
        assertThat(drops.names()).containsExactly("reasoning.effort");
    }

    @Test
    void thinking_is_left_out_where_anthropic_refuses_it() {
        assertThat(written("claude-3-5-haiku-latest", effort("high"), 0).has("thinking"))
                .isFalse();
        assertThat(drops.names()).containsExactly("reasoning.effort");
        assertThat(written("claude-sonnet-4-5", effort("high"), 1_000)
                        .path("max_tokens")
                        .asInt(0))
                .isEqualTo(1_000);
        Tool tool = new Tool.Function("f", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        ChatRequest.Tools forced =
                new ChatRequest.Tools(List.of(tool), Optional.of(new ToolChoice.Any()), Optional.empty());
        for (String model : List.of("claude-sonnet-4-5", "claude-opus-4-8")) {
            ObjectNode body = written(ask(model, effort("high"), Sampling.DEFAULT, forced));
            assertThat(body.has("thinking")).isFalse();
            assertThat(body.path("tool_choice")).isEqualTo(json("{'type': 'any'}"));
        }
    }

    @Test
    void a_model_does_not_go_on_thinking_over_a_call_whose_thought_is_lost() {
        Part call = new Part.ToolCall("a", "f", "{}");
        Part proven = new Part.Reasoning("", "Hm.", List.of(), Optional.of("s"), Optional.empty());
        Message result =
                Message.of(Role.TOOL, new Part.ToolResult("a", Optional.empty(), List.of(), false, Optional.empty()));
        ChatRequest request = ask("claude-sonnet-4-5", effort("high"), Sampling.DEFAULT, ChatRequest.Tools.NONE);
        assertThat(written(request.withMessages(List.of(HI, Message.of(Role.ASSISTANT, proven, call), result)))
                        .has("thinking"))
                .isTrue();
        assertThat(drops.names()).isEmpty();
        assertThat(written(request.withMessages(List.of(HI, Message.of(Role.ASSISTANT, call), result)))
                        .has("thinking"))
                .isFalse();
        assertThat(drops.names()).containsExactly("reasoning.effort");
        assertThat(written(request.withMessages(List.of(HI, Message.of(Role.ASSISTANT, new Part.Text("Yes")), HI)))
                        .has("thinking"))
                .isTrue();
    }

    @Test
    void temperatures_are_told_as_far_as_they_are_taken() {
        ObjectNode warm = written(ask(
                "claude-sonnet-4-0",
                ReasoningWish.NONE,
                sampling(OptionalLong.empty(), "1.7", "0.5"),
                ChatRequest.Tools.NONE));
        assertThat(warm.path("temperature").asInt(0)).isEqualTo(1);
        assertThat(warm.path("top_p").asDouble(0)).isEqualTo(0.5);
        assertThat(drops.names()).containsExactly("temperature");
    }

    @Test
    void newer_models_take_one_of_two_and_the_newest_none() {
        Sampling both = sampling(OptionalLong.empty(), "0.2", "0.5");
        ObjectNode one = written(ask("claude-sonnet-4-5", ReasoningWish.NONE, both, ChatRequest.Tools.NONE));
        assertThat(one.has("temperature")).isTrue();
        assertThat(one.has("top_p")).isFalse();
        assertThat(drops.names()).containsExactly("top_p");
        ObjectNode none = written(ask("claude-opus-4-7", ReasoningWish.NONE, both, ChatRequest.Tools.NONE));
        assertThat(none.has("temperature")).isFalse();
        ObjectNode thinking = written(ask("claude-sonnet-4-5", effort("low"), both, ChatRequest.Tools.NONE));
        assertThat(thinking.has("temperature")).isFalse();
        ObjectNode newer = new AnthropicCodec(Version.V2026_10_21)
                .writeRequest(ask("claude-sonnet-4-0", ReasoningWish.NONE, both, ChatRequest.Tools.NONE), drops);
        assertThat(newer.has("temperature")).isFalse();
        assertThat(drops.names()).containsExactly("top_p", "temperature");
    }

    @Test
    void what_anthropic_has_no_words_for_is_noted() {
        ChatRequest.Handling handling = new ChatRequest.Handling(
                true,
                true,
                Optional.of("flex"),
                Optional.of("u".repeat(300)),
                Map.of("a", "b"),
                Optional.of("k"),
                Optional.of(true));
        Sampling sampling = new Sampling(
                OptionalLong.of(10),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Json("40")),
                new Sampling.Penalties(Optional.of(new Json("1")), Optional.of(new Json("1"))),
                List.of("END", " "),
                OptionalLong.of(7),
                OptionalInt.of(2),
                OptionalInt.of(3),
                Map.of("50256", new Json("-100")));
        ObjectNode body = written(new ChatRequest(
                "claude-sonnet-4-5",
                List.of(HI),
                ChatRequest.Tools.NONE,
                sampling,
                new OutputFormat.Text(),
                ReasoningWish.NONE,
                handling,
                Map.of("verbosity", new Json("\"low\"")),
                "openai-chat"));
        assertThat(body.path("stop_sequences")).isEqualTo(json("['END']"));
        assertThat(body.path("top_k").asInt(0)).isEqualTo(40);
        assertThat(body.path("stream").asBoolean(false)).isTrue();
        assertThat(drops.names())
                .containsExactlyInAnyOrder(
                        "stop",
                        "frequency_penalty",
                        "presence_penalty",
                        "seed",
                        "n",
                        "logprobs",
                        "logit_bias",
                        "service_tier",
                        "user",
                        "metadata",
                        "prompt_cache_key",
                        "store",
                        "verbosity");
    }

    @Test
    void an_older_model_is_held_to_no_schema() {
        Tool tool = new Tool.Function("f", Optional.empty(), Optional.empty(), Optional.of(true), Optional.empty());
        ObjectNode body = written(ask(
                "claude-3-7-sonnet-20250219",
                ReasoningWish.NONE,
                Sampling.DEFAULT,
                new ChatRequest.Tools(List.of(tool), Optional.empty(), Optional.empty())));
        assertThat(body.path("tools").path(0).has("strict")).isFalse();
        assertThat(drops.names()).containsExactly("tools.strict");
    }

    @Test
    void models_are_told_by_their_names() {
        for (var known : Map.of(
                        "claude-3-7-sonnet-20250219", 307,
                        "claude-sonnet-4-20250514", 400,
                        "claude-sonnet-4-5-20250929", 405,
                        "anthropic.claude-opus-4-6-v1", 406,
                        "claude-3-5-sonnet@20240620", 305,
                        "claude-2.1", 201,
                        "global.anthropic.claude-v2", 200,
                        "claude-opus-4.8", 408,
                        "claude-mythos-preview", 407,
                        "glm-4.6", 0)
                .entrySet()) {
            assertThat(Claude.of(known.getKey()).generation())
                    .as(known.getKey())
                    .isEqualTo(known.getValue());
        }
        assertThat(Claude.of("glm-4.6").usualMaxTokens()).isEqualTo(4_096);
    }
}
