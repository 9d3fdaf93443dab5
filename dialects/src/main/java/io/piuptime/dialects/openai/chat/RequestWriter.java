package io.piuptime.dialects.openai.chat;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EndUser;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.openai.chat.OpenAiChatCodec.Habit;
import io.piuptime.dialects.openai.chat.terms.CallForms;
import io.piuptime.dialects.openai.chat.terms.ContentForms;
import io.piuptime.dialects.openai.chat.terms.Words;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import io.piuptime.model.chat.Tool;
import io.piuptime.model.chat.ToolChoice;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes one request. */
final class RequestWriter {
    private static final Set<String> PLACED =
            Set.of(RequestReader.LEGACY, RequestReader.MORE_OF_TOOLS, ContentForms.BREAKPOINT);

    private final ChatRequest request;
    private final Set<Habit> habits;
    private final Drops drops;
    private final boolean own;
    private final CacheMarks marks;
    private final ObjectNode body = Trees.object();

    RequestWriter(ChatRequest request, Set<Habit> habits, Drops drops) {
        this.request = request;
        this.habits = habits;
        this.drops = drops;
        this.own = request.dialect().equals(Words.NAME);
        Optional<Json> breakpoint =
                own ? Optional.ofNullable(request.extras().get(ContentForms.BREAKPOINT)) : Optional.empty();
        this.marks = new CacheMarks(own || habits.contains(Habit.CACHE_CONTROL), breakpoint);
    }

    ObjectNode write() {
        body.put("model", request.model());
        body.set("messages", new MessageWriter(own, habits, marks, drops).write(request.messages()));
        tools();
        sampling();
        format();
        reasoning();
        handling();
        request.extras().forEach(this::extra);
        return body;
    }

    private void tools() {
        List<Tool> offered = request.tools().offered();
        boolean legacy = own && request.extras().containsKey(RequestReader.LEGACY);
        ArrayNode written = Trees.array();
        for (Tool tool : offered) {
            if (tool instanceof Tool.Native whole && !whole.dialect().equals(Words.NAME)) {
                drops.add(Feature.NATIVE_TOOL);
            } else if (tool instanceof Tool.Function function) {
                written.add(
                        legacy
                                ? ToolForms.function(function)
                                : marks.mark(ToolForms.write(function), function.cache(), drops));
            } else {
                written.add(ToolForms.write(tool));
            }
        }
        if (!written.isEmpty()) {
            body.set(legacy ? RequestReader.FUNCTIONS : "tools", written);
        }
        request.tools().choice().ifPresent(choice -> {
            if (legacy) {
                body.set(CallForms.LEGACY, legacyChoice(choice, offered));
            } else {
                body.set("tool_choice", ToolForms.write(choice, offered));
            }
        });
        request.tools().parallel().ifPresent(parallel -> body.put("parallel_tool_calls", parallel));
    }

    private static JsonNode legacyChoice(ToolChoice choice, List<Tool> offered) {
        return choice instanceof ToolChoice.Named one
                ? Trees.object().put("name", one.name())
                : ToolForms.write(choice, offered);
    }

    private void sampling() {
        Sampling sampling = request.sampling();
        String limit = habits.contains(Habit.OLD_LIMIT) ? "max_tokens" : "max_completion_tokens";
        sampling.maxTokens().ifPresent(most -> body.put(limit, most));
        number("temperature", sampling.temperature());
        number("top_p", sampling.topP());
        if (own) {
            number("top_k", sampling.topK());
        } else if (sampling.topK().isPresent()) {
            drops.add(Feature.TOP_K);
        }
        number("frequency_penalty", sampling.penalties().frequency());
        number("presence_penalty", sampling.penalties().presence());
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop");
            sampling.stop().forEach(stop::add);
        }
        sampling.seed().ifPresent(seed -> body.put("seed", seed));
        sampling.choices().ifPresent(choices -> body.put("n", choices));
        sampling.topLogprobs().ifPresent(top -> {
            body.put("logprobs", true);
            if (top > 0) {
                body.put("top_logprobs", top);
            }
        });
        if (!sampling.logitBias().isEmpty()) {
            ObjectNode bias = body.putObject("logit_bias");
            sampling.logitBias().forEach((token, value) -> bias.set(token, Trees.node(value)));
        }
    }

    private void number(String name, Optional<Json> value) {
        value.ifPresent(number -> body.set(name, Trees.node(number)));
    }

    private void format() {
        switch (request.format()) {
            case OutputFormat.Text _ -> {
                // what is meant where nothing is said
            }
            case OutputFormat.JsonObject _ -> body.putObject("response_format").put("type", "json_object");
            case OutputFormat.JsonSchema schema -> {
                ObjectNode format = body.putObject("response_format").put("type", "json_schema");
                ObjectNode inner = format.putObject("json_schema");
                inner.put("name", schema.name().isEmpty() && !own ? "answer" : schema.name());
                schema.description().ifPresent(text -> inner.put("description", text));
                inner.set("schema", Trees.node(schema.schema()));
                schema.strict().ifPresent(strict -> inner.put("strict", strict));
            }
        }
    }

    private void reasoning() {
        ReasoningWish wish = request.reasoning();
        boolean more = wish.enabled().isPresent()
                || wish.budget().isPresent()
                || wish.summary().isPresent()
                || wish.shown().isPresent();
        if (own && more) {
            ObjectNode object = body.putObject("reasoning");
            wish.enabled().ifPresent(enabled -> object.put("enabled", enabled));
            wish.effort().ifPresent(effort -> object.put("effort", effort));
            wish.budget().ifPresent(budget -> object.put("max_tokens", budget));
            wish.summary().ifPresent(summary -> object.put("summary", summary));
            wish.shown().ifPresent(shown -> object.put("exclude", !shown));
        } else if (wish.effort().isPresent()) {
            body.put("reasoning_effort", wish.effort().get());
        } else if (!wish.enabled().orElse(true)) {
            body.put("reasoning_effort", "none");
        } else if (wish.budget().orElse(0) > 0) {
            body.put("reasoning_effort", effort(wish.budget().getAsLong()));
        }
        if (!own) {
            note(wish.budget().isPresent(), Feature.BUDGET);
            note(wish.summary().isPresent(), Feature.SUMMARY);
            note(wish.shown().isPresent(), Feature.SHOWN);
        }
        note(wish.sealed(), Feature.SEALED);
    }

    private static String effort(long budget) {
        if (budget <= 2048) {
            return "low";
        }
        return budget <= 8192 ? "medium" : "high";
    }

    private void handling() {
        ChatRequest.Handling handling = request.handling();
        if (handling.stream()) {
            body.put("stream", true);
        }
        if (handling.stream() && handling.usageInStream()) {
            body.putObject("stream_options").put("include_usage", true);
        }
        handling.serviceTier()
                .flatMap(tier -> Words.tier(tier, own, drops))
                .ifPresent(tier -> body.put("service_tier", tier));
        handling.user().ifPresent(user -> body.put("user", own ? user : EndUser.shortened(user)));
        handling.cacheKey().ifPresent(key -> body.put("prompt_cache_key", key));
        handling.store().ifPresent(store -> body.put("store", store));
        if (!handling.metadata().isEmpty()) {
            ObjectNode metadata = body.putObject("metadata");
            handling.metadata().forEach(metadata::put);
        }
    }

    private void extra(String name, Json value) {
        if (!own) {
            drops.extra(name);
            return;
        }
        if (name.equals(RequestReader.MORE_OF_TOOLS)) {
            members(Trees.node(value));
        }
        if (PLACED.contains(name)) {
            return;
        }
        int dot = name.indexOf('.');
        if (dot > 0) {
            within(body, name.substring(0, dot)).set(name.substring(dot + 1), Trees.node(value));
        } else {
            body.set(name, Trees.node(value));
        }
    }

    private void members(JsonNode more) {
        for (JsonNode tool : body.path("tools").values()) {
            JsonNode rest = more.path(Words.text(tool.path(CallForms.FUNCTION), "name"));
            if (!(tool instanceof ObjectNode written)) {
                continue;
            }
            rest.properties().forEach(member -> {
                if (member.getKey().equals(CallForms.FUNCTION) && member.getValue() instanceof ObjectNode inner) {
                    within(written, CallForms.FUNCTION).setAll(inner);
                } else {
                    written.set(member.getKey(), member.getValue());
                }
            });
        }
    }

    private static ObjectNode within(ObjectNode owner, String name) {
        return owner.get(name) instanceof ObjectNode object ? object : owner.putObject(name);
    }

    private void note(boolean said, Feature feature) {
        if (said) {
            drops.add(feature);
        }
    }
}
