package io.piuptime.testkit.wall;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The words of OpenAI's chat format for one reply. */
final class ChatReply {
    /** The time of all replies, so that equal requests get equal bytes. */
    private static final int CREATED = 1_750_000_000;

    private final Chat chat;

    ChatReply(Visit visit) {
        this.chat = visit.chat();
    }

    String start() {
        return chunk(Map.of("role", "assistant", "content", ""));
    }

    String token(String text) {
        return chunk(Map.of("content", text));
    }

    String end() {
        ObjectNode choice = tree(Map.of("index", 0, "delta", Map.of(), "finish_reason", "stop"));
        return envelope("chat.completion.chunk", List.of(choice)).toString();
    }

    String usage(int tokens) {
        ObjectNode event = envelope("chat.completion.chunk", List.of());
        event.set("usage", counts(tokens));
        return event.toString();
    }

    String whole(String text, int tokens) {
        ObjectNode choice = tree(
                Map.of("index", 0, "message", Map.of("role", "assistant", "content", text), "finish_reason", "stop"));
        ObjectNode reply = envelope("chat.completion", List.of(choice));
        reply.set("usage", counts(tokens));
        return reply.toString();
    }

    private String chunk(Map<String, String> delta) {
        ObjectNode choice = tree(Map.of("index", 0, "delta", delta));
        choice.putNull("finish_reason");
        return envelope("chat.completion.chunk", List.of(choice)).toString();
    }

    private ObjectNode envelope(String object, List<ObjectNode> choices) {
        ObjectNode all = JsonMapper.shared().createObjectNode();
        all.put("id", "chatcmpl-wall")
                .put("object", object)
                .put("created", CREATED)
                .put("model", chat.model());
        all.putArray("choices").addAll(choices);
        return all;
    }

    private ObjectNode counts(int tokens) {
        ObjectNode counts = JsonMapper.shared().createObjectNode();
        counts.put("prompt_tokens", chat.promptTokens()).put("completion_tokens", tokens);
        return counts.put("total_tokens", chat.promptTokens() + tokens);
    }

    private static ObjectNode tree(Map<String, ?> members) {
        return JsonMapper.shared().valueToTree(members);
    }
}
