package io.piuptime.testkit.wall;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The words of OpenAI's chat format for one reply; the members' order is always the same. */
final class ChatReply {
    /** The time of all replies, so that equal requests get equal bytes. */
    private static final int CREATED = 1_750_000_000;

    private static final String CHUNK = "chat.completion.chunk";

    private final Chat chat;

    ChatReply(Visit visit) {
        this.chat = visit.chat();
    }

    String start() {
        return chunk(object().put("role", "assistant").put("content", ""));
    }

    String token(String text) {
        return chunk(object().put("content", text));
    }

    /** A piece of the arguments of a call of a tool. */
    String toolPiece(String arguments) {
        ObjectNode delta = object();
        ObjectNode call = delta.putArray("tool_calls").addObject();
        call.put("index", 0).put("id", "call_1").put("type", "function");
        call.putObject("function").put("name", "find").put("arguments", arguments);
        return chunk(delta);
    }

    String end() {
        ObjectNode choice = object().put("index", 0);
        choice.putObject("delta");
        choice.put("finish_reason", "stop");
        return envelope(CHUNK, List.of(choice)).toString();
    }

    String usage(int tokens) {
        ObjectNode event = envelope(CHUNK, List.of());
        event.set("usage", counts(tokens));
        return event.toString();
    }

    /** Counts that no provider can mean. */
    String oddUsage() {
        ObjectNode event = envelope(CHUNK, List.of());
        event.putObject("usage")
                .put("prompt_tokens", -5)
                .put("completion_tokens", 1e18)
                .put("total_tokens", "many");
        return event.toString();
    }

    String whole(String text, int tokens) {
        ObjectNode choice = object().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", text);
        choice.put("finish_reason", "stop");
        ObjectNode reply = envelope("chat.completion", List.of(choice));
        reply.set("usage", counts(tokens));
        return reply.toString();
    }

    private String chunk(ObjectNode delta) {
        ObjectNode choice = object().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("finish_reason");
        return envelope(CHUNK, List.of(choice)).toString();
    }

    private ObjectNode envelope(String kind, List<ObjectNode> choices) {
        ObjectNode all = object();
        all.put("id", "chatcmpl-wall")
                .put("object", kind)
                .put("created", CREATED)
                .put("model", chat.model());
        all.putArray("choices").addAll(choices);
        return all;
    }

    private ObjectNode counts(int tokens) {
        ObjectNode counts = object().put("prompt_tokens", chat.promptTokens()).put("completion_tokens", tokens);
        return counts.put("total_tokens", chat.promptTokens() + tokens);
    }

    private static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }
}
