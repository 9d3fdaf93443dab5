package io.piuptime.dialects.cohere;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Cohere's words for ends, errors and usage. */
final class Words {
    private static final String TOKENS = "tokens";
    private static final String BILLED = "billed_units";
    private static final String INPUT = "input_tokens";
    private static final String OUTPUT = "output_tokens";
    private static final String CACHED = "cached_tokens";

    private Words() {}

    static FinishReason finish(String word) {
        return new FinishReason(kind(word), word);
    }

    private static Kind kind(String word) {
        return switch (word) {
            case "COMPLETE" -> Kind.STOP;
            case "STOP_SEQUENCE" -> Kind.STOP_TEXT;
            case "MAX_TOKENS" -> Kind.LENGTH;
            case "TOOL_CALL" -> Kind.TOOL_CALLS;
            case "ERROR_TOXIC" -> Kind.CONTENT_FILTER;
            case "ERROR_LIMIT" -> Kind.CONTEXT_LENGTH;
            case "ERROR", "TIMEOUT" -> Kind.ERROR;
            default -> Kind.OTHER;
        };
    }

    static String finish(FinishReason reason) {
        if (reason.kind() != Kind.OTHER && kind(reason.word()) == reason.kind()) {
            return reason.word();
        }
        return switch (reason.kind()) {
            case STOP, REFUSAL, PAUSE -> "COMPLETE";
            case STOP_TEXT -> "STOP_SEQUENCE";
            case LENGTH, CONTEXT_LENGTH -> "MAX_TOKENS";
            case TOOL_CALLS -> "TOOL_CALL";
            case CONTENT_FILTER, MALFORMED_CALL, ERROR -> "ERROR";
            case OTHER -> reason.word().isEmpty() ? "COMPLETE" : reason.word();
        };
    }

    /**
     * Reads usage. What Cohere bills counts; it adds words of its own to every prompt, bills none of them, and tells how many tokens
     * came from its cache of the whole.
     */
    static ChatUsage usage(JsonNode usage) {
        JsonNode billed = usage.path(BILLED);
        if (billed.has(INPUT) || billed.has(OUTPUT)) {
            return ChatUsage.of(count(billed, INPUT), count(billed, OUTPUT));
        }
        JsonNode tokens = usage.path(TOKENS);
        long input = count(tokens, INPUT);
        long cached = Math.min(input, count(usage, CACHED));
        return new ChatUsage(input, count(tokens, OUTPUT), cached, 0, 0, 0, 0, 0);
    }

    private static long count(JsonNode counts, String name) {
        // some are written with a point
        return Math.max(0, (long) counts.path(name).asDouble(0));
    }

    static ObjectNode usage(ChatUsage usage) {
        ObjectNode written = Trees.object();
        for (String name : new String[] {BILLED, TOKENS}) {
            written.putObject(name).put(INPUT, usage.input()).put(OUTPUT, usage.output());
        }
        if (usage.cached() > 0) {
            written.put(CACHED, usage.cached());
        }
        return written;
    }

    static ChatError error(int status, JsonNode body) {
        JsonNode message = body.path("message");
        JsonNode said = message.isString() ? message : body.path("error");
        return new ChatError(status, "", "", said.isString() ? said.stringValue() : "", "");
    }

    static ObjectNode error(ChatError error) {
        return Trees.object().put("message", error.message());
    }
}
