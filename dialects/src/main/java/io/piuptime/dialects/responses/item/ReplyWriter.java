package io.piuptime.dialects.responses.item;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatReply.Choice;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes whole replies, and the response that the events of a stream repeat. */
public final class ReplyWriter {
    private static final Set<String> STATES =
            Set.of("completed", "complete", "queued", "in_progress", "cancelled", "incomplete");

    private static final Set<String> TIERS = Set.of("auto", "default", "flex", "scale", "priority", "fast");

    private final ChatReply reply;
    private final Drops drops;
    private final boolean own;

    public ReplyWriter(ChatReply reply, Drops drops) {
        this.reply = reply;
        this.drops = drops;
        this.own = reply.dialect().equals(ItemForms.DIALECT);
    }

    public ObjectNode write() {
        ObjectNode body = response(reply.id(), reply.model(), reply.created());
        if (reply.choices().size() > 1) {
            drops.add(Feature.CHOICES);
        }
        if (reply.choices().isEmpty()) {
            finish(body, new FinishReason(FinishReason.Kind.CONTENT_FILTER, ""), false);
        } else {
            Choice choice = reply.choices().getFirst();
            if (choice.stopText().isPresent()) {
                drops.add(Feature.STOP_TEXT);
            }
            OutputItems items = new OutputItems(reply.id(), drops, choice.logprobs());
            body.set("output", items.write(choice.parts()));
            finish(body, choice.finish(), own);
            if (!own && choice.finish().kind() == FinishReason.Kind.OTHER) {
                drops.add(Feature.FINISH_REASON);
            }
        }
        reply.usage().ifPresent(usage -> {
            body.set("usage", usage(usage));
            if (usage.writtenHour() > 0) {
                drops.add(Feature.USAGE_CACHE_WRITE_HOUR);
            }
        });
        reply.serviceTier().flatMap(tier -> tier(tier, own, drops)).ifPresent(tier -> body.put("service_tier", tier));
        reply.extras().forEach((name, value) -> {
            if (own) {
                body.set(name, Trees.node(value));
            } else {
                drops.extra(name);
            }
        });
        return body;
    }

    /** The word for a tier of service, if there is one. */
    public static Optional<String> tier(String tier, boolean own, Drops drops) {
        if (own || TIERS.contains(tier)) {
            return Optional.of(tier);
        }
        if (tier.startsWith("standard")) {
            return Optional.of("default");
        }
        drops.add(Feature.SERVICE_TIER);
        return Optional.empty();
    }

    /** A response without output. */
    public static ObjectNode response(String id, String model, long created) {
        ObjectNode body = Trees.object();
        body.put("id", id.isEmpty() ? "resp_0" : id);
        body.put("object", "response");
        body.put("created_at", created);
        body.put("status", "completed");
        body.putNull("incomplete_details");
        body.put("model", model);
        body.putArray("output");
        usual().forEach((name, value) -> body.set(name, Trees.node(value)));
        return body;
    }

    /** Members that every response has, as they are when there is nothing to say. */
    public static Map<String, Json> usual() {
        Map<String, Json> usual = new LinkedHashMap<>();
        Json none = new Json("null");
        usual.put("error", none);
        usual.put("instructions", none);
        usual.put("max_output_tokens", none);
        usual.put("metadata", Json.EMPTY_OBJECT);
        usual.put("parallel_tool_calls", new Json("true"));
        usual.put("previous_response_id", none);
        usual.put("reasoning", new Json("{\"effort\":null,\"summary\":null}"));
        usual.put("temperature", none);
        usual.put("text", new Json("{\"format\":{\"type\":\"text\"}}"));
        usual.put("tool_choice", new Json("\"auto\""));
        usual.put("tools", new Json("[]"));
        usual.put("top_p", none);
        usual.put("truncation", new Json("\"disabled\""));
        return usual;
    }

    /**
     * Says how a response ended.
     *
     * @param own whether the reason's word is one of this dialect
     */
    public static void finish(ObjectNode body, FinishReason reason, boolean own) {
        String word = own ? reason.word() : "";
        switch (reason.kind()) {
            case LENGTH -> incomplete(body, word.isEmpty() ? "max_output_tokens" : word);
            case CONTEXT_LENGTH -> incomplete(body, "max_output_tokens");
            case CONTENT_FILTER -> incomplete(body, "content_filter");
            case ERROR, MALFORMED_CALL -> {
                body.put("status", "failed");
                body.set("error", Errors.failure(word, "the provider broke off: " + reason.word()));
            }
            default -> {
                boolean cut = !word.isEmpty() && !STATES.contains(word);
                if (cut && reason.kind() == FinishReason.Kind.OTHER) {
                    incomplete(body, word);
                } else {
                    body.put("status", word.isEmpty() || cut ? "completed" : word);
                }
            }
        }
    }

    public static JsonNode usage(ChatUsage usage) {
        ObjectNode written = Trees.object();
        written.put("input_tokens", usage.input());
        ObjectNode input = written.putObject("input_tokens_details");
        input.put("cached_tokens", usage.cached());
        input.put("cache_write_tokens", usage.written());
        audio(input, usage.audioInput());
        written.put("output_tokens", usage.output());
        ObjectNode output = written.putObject("output_tokens_details");
        output.put("reasoning_tokens", usage.reasoning());
        audio(output, usage.audioOutput());
        written.put("total_tokens", usage.total());
        return written;
    }

    /** The tokens of {@code logprobs} as chat completions have them. */
    public static JsonNode tokens(Optional<Json> logprobs) {
        return logprobs.map(said -> Trees.node(said).path("content"))
                .filter(JsonNode::isArray)
                .orElseGet(Trees::array);
    }

    private static void audio(ObjectNode details, long tokens) {
        if (tokens > 0) {
            details.put("audio_tokens", tokens);
        }
    }

    private static void incomplete(ObjectNode body, String reason) {
        body.put("status", "incomplete");
        body.putObject("incomplete_details").put("reason", reason);
    }
}
