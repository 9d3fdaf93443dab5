package io.piuptime.dialects.responses;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EndUser;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.responses.item.Errors;
import io.piuptime.dialects.responses.item.ItemForms;
import io.piuptime.dialects.responses.item.ReplyWriter;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import io.piuptime.model.chat.Tool;
import io.piuptime.model.chat.ToolChoice;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes one request. */
final class RequestWriter {
    /** Less is refused. */
    private static final long LEAST_TOKENS = 16;

    private static final Set<String> EFFORTS = Set.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    private final ChatRequest request;
    private final Drops drops;
    private final boolean own;
    private final ObjectNode body = Trees.object();
    private final ArrayNode include = Trees.array();

    RequestWriter(ChatRequest request, Drops drops) {
        this.request = request;
        this.drops = drops;
        this.own = request.dialect().equals(ItemForms.DIALECT);
    }

    ObjectNode write() {
        body.put("model", request.model());
        messages();
        tools();
        sampling();
        format();
        reasoning();
        handling();
        request.extras().forEach(this::extra);
        if (!include.isEmpty()) {
            body.set("include", include);
        }
        return body;
    }

    private void messages() {
        List<Message> messages = request.messages();
        // a question of another dialect that has instructions only would have no input at all
        if (messages.size() > (own ? 0 : 1) && isInstructions(messages.getFirst())) {
            body.put("instructions", messages.getFirst().text());
            messages = messages.subList(1, messages.size());
        }
        ArrayNode items = new InputWriter(own, drops).write(messages);
        if (!items.isEmpty()) {
            body.set("input", items);
        }
    }

    private static boolean isInstructions(Message message) {
        return message.role() == Message.Role.SYSTEM
                && message.name().isEmpty()
                && message.parts().size() == 1
                && message.parts().getFirst() instanceof Part.Text text
                && text.cache().isEmpty();
    }

    private void tools() {
        ArrayNode written = Trees.array();
        for (Tool tool : request.tools().offered()) {
            if (tool instanceof Tool.Native whole && !whole.dialect().equals(ItemForms.DIALECT)) {
                drops.add(Feature.NATIVE_TOOL);
                continue;
            }
            if (tool instanceof Tool.Function function && function.cache().isPresent()) {
                drops.add(Feature.CACHE);
            }
            written.add(ToolForms.write(tool, own));
        }
        if (!written.isEmpty()) {
            body.set("tools", written);
        }
        Optional<ToolChoice> choice = request.tools().choice();
        if (choice.isPresent()) {
            if (own || isPossible(choice.get(), written)) {
                body.set(
                        "tool_choice",
                        ToolForms.writeChoice(choice.get(), request.tools().offered()));
            } else {
                drops.add(Feature.TOOL_CHOICE);
            }
        }
        request.tools().parallel().ifPresent(parallel -> body.put("parallel_tool_calls", parallel));
    }

    /** Whether the tools that are left have what the choice asks for: a provider refuses one that it cannot follow. */
    private static boolean isPossible(ToolChoice choice, ArrayNode tools) {
        Set<String> names = new HashSet<>();
        tools.values().forEach(tool -> names.add(ToolForms.nameOf(tool)));
        return switch (choice) {
            case ToolChoice.Auto _, ToolChoice.None _ -> true;
            case ToolChoice.Any _ -> !names.isEmpty();
            case ToolChoice.Named one -> names.contains(one.name());
            case ToolChoice.OneOf some -> names.containsAll(some.names());
        };
    }

    private void sampling() {
        Sampling sampling = request.sampling();
        sampling.maxTokens().ifPresent(most -> {
            note(!own && most < LEAST_TOKENS, Feature.MAX_TOKENS);
            body.put("max_output_tokens", own ? most : Math.max(most, LEAST_TOKENS));
        });
        sampling.temperature().ifPresent(value -> body.set("temperature", Trees.node(value)));
        sampling.topP().ifPresent(value -> body.set("top_p", Trees.node(value)));
        if (sampling.topLogprobs().isPresent()) {
            include.add(RequestReader.LOGPROBS);
            if (sampling.topLogprobs().getAsInt() > 0) {
                body.put("top_logprobs", sampling.topLogprobs().getAsInt());
            }
        }
        note(sampling.topK().isPresent(), Feature.TOP_K);
        note(sampling.penalties().frequency().isPresent(), Feature.FREQUENCY_PENALTY);
        note(sampling.penalties().presence().isPresent(), Feature.PRESENCE_PENALTY);
        note(!sampling.stop().isEmpty(), Feature.STOP);
        note(sampling.seed().isPresent(), Feature.SEED);
        note(sampling.choices().orElse(1) > 1, Feature.CHOICES);
        note(!sampling.logitBias().isEmpty(), Feature.LOGIT_BIAS);
    }

    private void format() {
        ObjectNode format = Trees.object();
        switch (request.format()) {
            case OutputFormat.Text _ -> {
                return;
            }
            case OutputFormat.JsonObject _ -> format.put("type", "json_object");
            case OutputFormat.JsonSchema schema -> {
                format.put("type", "json_schema");
                format.put("name", schema.name().isEmpty() ? "answer" : schema.name());
                schema.description().ifPresent(text -> format.put("description", text));
                format.set("schema", Trees.node(schema.schema()));
                schema.strict().ifPresent(strict -> format.put("strict", strict));
            }
        }
        within("text").set("format", format);
    }

    private void reasoning() {
        ReasoningWish wish = request.reasoning();
        Optional<String> effort = effort(wish);
        if (own || EFFORTS.containsAll(effort.stream().toList())) {
            effort.ifPresent(said -> within("reasoning").put("effort", said));
        } else {
            drops.add(Feature.EFFORT);
        }
        wish.summary().ifPresent(summary -> within("reasoning").put("summary", summary));
        note(wish.budget().isPresent(), Feature.BUDGET);
        note(wish.shown().isPresent(), Feature.SHOWN);
        if (wish.sealed()) {
            include.add(RequestReader.SEALED);
        }
    }

    /** The effort that was said, or one that comes near to what was said otherwise. */
    private static Optional<String> effort(ReasoningWish wish) {
        if (wish.effort().isPresent()) {
            return wish.effort();
        }
        if (!wish.enabled().orElse(true) || wish.budget().orElse(1) == 0) {
            return Optional.of("none");
        }
        if (wish.budget().orElse(0) > 0) {
            return Optional.of(effort(wish.budget().getAsLong()));
        }
        return wish.enabled().map(_ -> "medium");
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
        handling.serviceTier()
                .flatMap(tier -> ReplyWriter.tier(tier, own, drops))
                .ifPresent(tier -> body.put("service_tier", tier));
        handling.user().ifPresent(user -> body.put("user", own ? user : EndUser.shortened(user)));
        handling.cacheKey().ifPresent(key -> body.put("prompt_cache_key", key));
        if (!handling.metadata().isEmpty()) {
            ObjectNode metadata = body.putObject("metadata");
            handling.metadata().forEach(metadata::put);
        }
        if (own) {
            handling.store().ifPresent(store -> body.put("store", store));
        } else {
            // here what is not said is kept; everywhere else it is not
            body.put("store", handling.store().orElse(false));
        }
    }

    private void extra(String name, Json value) {
        if (!own) {
            drops.extra(name);
            return;
        }
        JsonNode node = Trees.node(value);
        switch (name) {
            case "include" -> include.addAll((ArrayNode) node);
            case RequestReader.MORE_OF_TOOLS -> {
                for (JsonNode tool : body.path("tools").values()) {
                    JsonNode more = node.path(Errors.text(tool, "name"));
                    if (tool instanceof ObjectNode written && more instanceof ObjectNode members) {
                        written.setAll(members);
                    }
                }
            }
            default -> {
                int dot = name.indexOf('.');
                if (dot > 0) {
                    within(name.substring(0, dot)).set(name.substring(dot + 1), node);
                } else {
                    body.set(name, node);
                }
            }
        }
    }

    private ObjectNode within(String name) {
        return body.get(name) instanceof ObjectNode object ? object : body.putObject(name);
    }

    private void note(boolean said, Feature feature) {
        if (said) {
            drops.add(feature);
        }
    }
}
