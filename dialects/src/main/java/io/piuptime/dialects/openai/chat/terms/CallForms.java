package io.piuptime.dialects.openai.chat.terms;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Part.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls of tools, both ways. */
public final class CallForms {
    public static final String FUNCTION = "function";
    public static final String CUSTOM = "custom";
    public static final String CALLS = "tool_calls";

    /** The member of a call in the form that was before there were several. */
    public static final String LEGACY = "function_call";

    /** Begins the id that a call in that form gets. */
    private static final String LEGACY_ID = "function_call_";

    private static final String MORE = "extra_content";
    private static final String ARGUMENTS = "arguments";
    private static final String INPUT = "input";

    private CallForms() {}

    public static List<Part> read(Members message, int number) {
        List<Part> calls = new ArrayList<>();
        for (Members call : message.objects(CALLS)) {
            calls.add(call(call.all(), number + calls.size()));
        }
        message.object(LEGACY)
                .ifPresent(call -> calls.add(legacy(
                        number,
                        Words.text(call.all(), "name"),
                        arguments(call.all().path(ARGUMENTS)))));
        return calls;
    }

    /** Reads a call, or the beginning of one. */
    public static ToolCall call(JsonNode call, int number) {
        boolean custom = call.path(CUSTOM).isObject();
        JsonNode told = call.path(custom ? CUSTOM : FUNCTION);
        String name = Words.text(told, "name");
        String id = Words.text(call, "id");
        return new ToolCall(
                id.isEmpty() ? "call_" + number + "_" + name : id,
                name,
                arguments(told.path(custom ? INPUT : ARGUMENTS)),
                custom,
                signature(call),
                Optional.empty());
    }

    public static ToolCall legacy(int number, String name, String arguments) {
        return new ToolCall(LEGACY_ID + number + "_" + name, name, arguments);
    }

    public static boolean isLegacy(String id) {
        return id.startsWith(LEGACY_ID);
    }

    /** More of a call's arguments, which some providers give as an object. */
    public static String piece(JsonNode call) {
        JsonNode custom = call.path(CUSTOM).path(INPUT);
        return custom.isMissingNode() ? arguments(call.path(FUNCTION).path(ARGUMENTS)) : arguments(custom);
    }

    public static Optional<String> signature(JsonNode call) {
        return ReasoningForms.said(Optional.of(call.path(MORE).path("google").path("thought_signature")));
    }

    /** Writes calls into a message. */
    public static void write(ObjectNode message, List<ToolCall> calls) {
        if (calls.size() == 1 && isLegacy(calls.getFirst().id())) {
            message.set(LEGACY, told(calls.getFirst()));
        } else if (!calls.isEmpty()) {
            ArrayNode written = message.putArray(CALLS);
            calls.forEach(call -> written.add(write(call)));
        }
    }

    public static ObjectNode write(ToolCall call) {
        String type = call.custom() ? CUSTOM : FUNCTION;
        ObjectNode written = Trees.object().put("id", call.id()).put("type", type);
        written.set(type, told(call));
        call.signature().ifPresent(signature -> sign(written, signature));
        return written;
    }

    public static void sign(ObjectNode call, String signature) {
        call.putObject(MORE).putObject("google").put("thought_signature", signature);
    }

    public static ObjectNode told(ToolCall call) {
        return Trees.object().put("name", call.name()).put(call.custom() ? INPUT : ARGUMENTS, call.arguments());
    }

    /** A piece of a call that was begun before. */
    public static ObjectNode piece(boolean custom, String text) {
        ObjectNode piece = Trees.object();
        piece.putObject(custom ? CUSTOM : FUNCTION).put(custom ? INPUT : ARGUMENTS, text);
        return piece;
    }

    public static String arguments(JsonNode arguments) {
        if (arguments.isMissingNode() || arguments.isNull()) {
            return "";
        }
        return arguments.isString()
                ? arguments.stringValue()
                : Trees.json(arguments).text();
    }
}
