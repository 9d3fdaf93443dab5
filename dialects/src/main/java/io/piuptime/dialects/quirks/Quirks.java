package io.piuptime.dialects.quirks;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.model.catalog.Quirk;
import java.util.EnumSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The table of quirks and what each changes in the body of an OpenAI chat request. What changes its name or its form is not
 * told; what is left out although it was asked for is noted as dropped.
 */
public final class Quirks {
    private Quirks() {}

    /** Changes a request that was written for a provider with these quirks. */
    public static void apply(Set<Quirk> quirks, ObjectNode body, Drops drops) {
        if (quirks.isEmpty()) {
            return;
        }
        for (Quirk quirk : EnumSet.copyOf(quirks)) {
            apply(quirk, body, drops);
        }
    }

    private static void apply(Quirk quirk, ObjectNode body, Drops drops) {
        switch (quirk) {
            case MAX_TOKENS_ONLY -> rename(body, "max_completion_tokens", "max_tokens");
            case NO_STREAM_OPTIONS -> streamOptions(body, drops);
            case NO_DEVELOPER_ROLE -> MessageEdits.developerIsSystem(body);
            case PLAIN_TEXT_CONTENT -> MessageEdits.plainText(body, drops);
            case NO_N -> leaveOut(body, Feature.CHOICES, body.path("n").asInt(1) > 1, drops);
            case NO_LOGPROBS -> {
                leaveOut(body, Feature.LOGPROBS, body.path("logprobs").asBoolean(false), drops);
                leaveOut(body, Feature.TOP_LOGPROBS, body.path("top_logprobs").asInt(0) > 0, drops);
            }
            case NO_TOOLS -> {
                leaveOut(body, Feature.TOOLS, !body.path("tools").isEmpty(), drops);
                leaveOut(body, Feature.TOOL_CHOICE, false, drops);
                leaveOut(body, Feature.PARALLEL_CALLS, false, drops);
                MessageEdits.noTools(body, drops);
            }
            case NO_PARALLEL_TOOL_CALLS ->
                leaveOut(
                        body,
                        Feature.PARALLEL_CALLS,
                        !body.path("parallel_tool_calls").asBoolean(true),
                        drops);
            case NO_REQUIRED_TOOL -> toolChoice(body, drops);
            case NO_JSON_SCHEMA -> schema(body, drops);
            case RANDOM_SEED -> rename(body, "seed", "random_seed");
            case NO_TEMPERATURE -> leaveOut(body, Feature.TEMPERATURE, isThere(body, "temperature"), drops);
            case SHORT_TOOL_IDS -> new ShortIds().apply(body);
            case REASONING_CONTENT ->
                MessageEdits.each(body, message -> rename(message, "reasoning", "reasoning_content"));
            case REASONING_FIELD ->
                MessageEdits.each(body, message -> rename(message, "reasoning_content", "reasoning"));
            case BARE_GLOBAL_HOST -> {
                // says something of the address, which was made before
            }
        }
    }

    /** A member that is there under both names keeps the value of the one that is known. */
    private static void rename(ObjectNode object, String from, String to) {
        JsonNode value = object.remove(from);
        if (value != null && !isThere(object, to)) {
            object.set(to, value);
        }
    }

    private static void leaveOut(ObjectNode body, Feature feature, boolean meant, Drops drops) {
        if (meant) {
            drops.add(feature);
        }
        body.remove(feature.id());
    }

    /** Usage comes by itself, so nothing is lost with the wish for it; other wishes are. */
    private static void streamOptions(ObjectNode body, Drops drops) {
        if (body.remove("stream_options") instanceof ObjectNode options) {
            options.propertyNames().stream()
                    .filter(option -> !option.equals("include_usage"))
                    .forEach(option -> drops.add(Feature.STREAM_OPTIONS, option));
        }
    }

    private static void toolChoice(ObjectNode body, Drops drops) {
        JsonNode choice = body.path("tool_choice");
        boolean known =
                choice.asString("").equals("auto") || choice.asString("").equals("none");
        if (isThere(body, "tool_choice") && !known) {
            leaveOut(body, Feature.TOOL_CHOICE, true, drops);
        }
    }

    private static void schema(ObjectNode body, Drops drops) {
        if (body.path("response_format").path("type").asString("").equals("json_schema")) {
            drops.add(Feature.FORMAT_SCHEMA);
            body.putObject("response_format").put("type", "json_object");
        }
    }

    private static boolean isThere(ObjectNode object, String name) {
        return object.hasNonNull(name);
    }
}
