package io.piuptime.dialects.quirks;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes in the messages of a request. */
final class MessageEdits {
    private static final String CONTENT = "content";
    private static final String ROLE = "role";

    private MessageEdits() {}

    static void each(ObjectNode body, Consumer<ObjectNode> edit) {
        for (JsonNode message : body.path("messages")) {
            if (message instanceof ObjectNode object) {
                edit.accept(object);
            }
        }
    }

    static void developerIsSystem(ObjectNode body) {
        each(body, message -> {
            if (message.path(ROLE).asString("").equals("developer")) {
                message.put(ROLE, "system");
            }
        });
    }

    /** Parts that are texts become one; what else a part can be is dropped. */
    static void plainText(ObjectNode body, Drops drops) {
        each(body, message -> {
            if (message.get(CONTENT) instanceof ArrayNode parts) {
                message.put(CONTENT, text(parts, drops));
            }
        });
    }

    /** What was said of tools before is told as text, so that an answer of a tool does not vanish with its call. */
    static void noTools(ObjectNode body, Drops drops) {
        each(body, message -> {
            if (message.remove("tool_calls") != null) {
                drops.add(Feature.CALL);
                if (!message.hasNonNull(CONTENT)) {
                    message.put(CONTENT, "");
                }
            }
            if (message.path(ROLE).asString("").equals("tool")) {
                drops.add(Feature.RESULT);
                message.put(ROLE, "user");
                message.remove("tool_call_id");
            }
        });
    }

    private static Feature shown(String type) {
        return switch (type) {
            case "image_url" -> Feature.IMAGE;
            case "input_audio" -> Feature.AUDIO;
            case "file" -> Feature.FILE;
            case "refusal" -> Feature.REFUSAL;
            default -> Feature.NATIVE_PART;
        };
    }

    private static String text(ArrayNode parts, Drops drops) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : parts) {
            JsonNode said = part.path("text");
            if (!said.isString()) {
                drops.add(shown(part.path("type").asString("")));
                continue;
            }
            if (part.has("cache_control")) {
                drops.add(Feature.CACHE);
            }
            if (!text.isEmpty()) {
                text.append('\n');
            }
            text.append(said.stringValue());
        }
        return text.toString();
    }
}
