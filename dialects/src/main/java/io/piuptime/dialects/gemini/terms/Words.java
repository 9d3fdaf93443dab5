package io.piuptime.dialects.gemini.terms;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Google's words: why an answer ended, and what an error is called. */
public final class Words {
    /** Name of the dialect. */
    public static final String NAME = "gemini";

    private static final String DETAIL = "type.googleapis.com/google.rpc.";
    private static final Pattern WORD = Pattern.compile("[A-Z][A-Z_]{2,60}");

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("STOP", Kind.STOP),
            Map.entry("MAX_TOKENS", Kind.LENGTH),
            Map.entry("SAFETY", Kind.CONTENT_FILTER),
            Map.entry("RECITATION", Kind.CONTENT_FILTER),
            Map.entry("BLOCKLIST", Kind.CONTENT_FILTER),
            Map.entry("PROHIBITED_CONTENT", Kind.CONTENT_FILTER),
            Map.entry("SPII", Kind.CONTENT_FILTER),
            Map.entry("MODEL_ARMOR", Kind.CONTENT_FILTER),
            Map.entry("IMAGE_SAFETY", Kind.CONTENT_FILTER),
            Map.entry("IMAGE_PROHIBITED_CONTENT", Kind.CONTENT_FILTER),
            Map.entry("IMAGE_RECITATION", Kind.CONTENT_FILTER),
            Map.entry("MALFORMED_FUNCTION_CALL", Kind.MALFORMED_CALL),
            Map.entry("UNEXPECTED_TOOL_CALL", Kind.MALFORMED_CALL),
            Map.entry("TOO_MANY_TOOL_CALLS", Kind.MALFORMED_CALL));

    /** What AI Studio and Vertex number alike. */
    private static final List<String> NUMBERED = List.of("", "STOP", "MAX_TOKENS", "SAFETY", "RECITATION", "OTHER");

    private static final Map<Integer, String> STATUSES = Map.ofEntries(
            Map.entry(400, "INVALID_ARGUMENT"),
            Map.entry(401, "UNAUTHENTICATED"),
            Map.entry(403, "PERMISSION_DENIED"),
            Map.entry(404, "NOT_FOUND"),
            Map.entry(409, "ABORTED"),
            Map.entry(429, "RESOURCE_EXHAUSTED"),
            Map.entry(499, "CANCELLED"),
            Map.entry(500, "INTERNAL"),
            Map.entry(501, "UNIMPLEMENTED"),
            Map.entry(503, "UNAVAILABLE"),
            Map.entry(504, "DEADLINE_EXCEEDED"));

    private Words() {}

    /** The word for why a candidate ended, if it has; some clients ask for numbers instead of words. */
    public static Optional<String> reason(Members candidate) {
        Optional<JsonNode> reason = candidate.node("finishReason");
        if (reason.filter(JsonNode::isIntegralNumber).isEmpty()) {
            return candidate.text("finishReason");
        }
        int number = reason.get().asInt(0);
        return Optional.of(number > 0 && number < NUMBERED.size() ? NUMBERED.get(number) : "OTHER");
    }

    /** Reads a reason; an answer that calls a tool ends with the same word as any other. */
    public static FinishReason finish(String word, boolean calls) {
        Kind kind = KINDS.getOrDefault(word, Kind.OTHER);
        return new FinishReason(kind == Kind.STOP && calls ? Kind.TOOL_CALLS : kind, word);
    }

    /** The word for a reason: the one it was read from, if that was Google's. */
    public static String finish(FinishReason reason) {
        String word = reason.word();
        if (WORD.matcher(word).matches()
                && finish(word, reason.kind() == Kind.TOOL_CALLS).kind() == reason.kind()) {
            return word;
        }
        return switch (reason.kind()) {
            case STOP, STOP_TEXT, TOOL_CALLS, PAUSE -> "STOP";
            case LENGTH, CONTEXT_LENGTH -> "MAX_TOKENS";
            case CONTENT_FILTER, REFUSAL -> "SAFETY";
            case MALFORMED_CALL -> "MALFORMED_FUNCTION_CALL";
            case ERROR, OTHER -> "OTHER";
        };
    }

    /** Reads an error. Vertex wraps it into a list where a stream was asked for. */
    public static ChatError error(int status, JsonNode body) {
        JsonNode error = (body.isArray() ? body.path(0) : body).path("error");
        String code = "";
        String param = "";
        for (JsonNode detail : error.path("details").values()) {
            code = code.isEmpty() ? detail.path("reason").asString("") : code;
            param = param.isEmpty()
                    ? detail.path("fieldViolations").path(0).path("field").asString("")
                    : param;
        }
        return new ChatError(
                error.path("code").asInt(status),
                error.path("status").asString(""),
                code,
                error.isString() ? error.stringValue() : error.path("message").asString(""),
                param);
    }

    public static ObjectNode error(ChatError error) {
        ObjectNode body = Trees.object();
        ObjectNode inner = body.putObject("error");
        inner.put("code", error.status());
        inner.put("message", error.message());
        inner.put("status", status(error));
        if (!error.code().isEmpty()) {
            ObjectNode info = inner.withArray("details").addObject();
            info.put("@type", DETAIL + "ErrorInfo").put("reason", error.code());
        }
        if (!error.param().isEmpty()) {
            ObjectNode request = inner.withArray("details").addObject().put("@type", DETAIL + "BadRequest");
            request.putArray("fieldViolations").addObject().put("field", error.param());
        }
        return body;
    }

    private static String status(ChatError error) {
        if (WORD.matcher(error.type()).matches()) {
            return error.type();
        }
        return STATUSES.getOrDefault(error.status(), error.status() >= 500 ? "INTERNAL" : "INVALID_ARGUMENT");
    }
}
