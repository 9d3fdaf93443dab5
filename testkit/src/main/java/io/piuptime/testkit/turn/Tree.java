package io.piuptime.testkit.turn;

import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.script.Sse;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON put together, and replies of it. */
final class Tree {
    static final JsonNode NULL = NullNode.getInstance();

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PIECE = 9;

    private Tree() {}

    static JsonNode read(byte[] body) {
        return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
    }

    static JsonNode read(String json) {
        return JSON.readTree(json);
    }

    /** An object of names and values in turn; a value is a text, a number, a truth, or a tree. */
    static ObjectNode of(Object... namesAndValues) {
        ObjectNode object = JSON.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.set((String) namesAndValues[i], JSON.valueToTree(namesAndValues[i + 1]));
        }
        return object;
    }

    static ArrayNode list(JsonNode... items) {
        return list(List.of(items));
    }

    static ArrayNode list(List<? extends JsonNode> items) {
        return JSON.createArrayNode().addAll(items);
    }

    /** A member's text, empty if there is none. */
    static String text(JsonNode object, String name) {
        return object.path(name).asString("");
    }

    /** A text, or the texts of a list of parts joined. */
    static String texts(JsonNode content) {
        if (content.isString()) {
            return content.asString();
        }
        StringBuilder all = new StringBuilder();
        content.forEach(part -> all.append(part.isString() ? part.asString() : text(part, "text")));
        return all.toString();
    }

    /** A text in the pieces that a stream brings; the empty text is one piece. */
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int at = 0;
        do {
            int end = text.offsetByCodePoints(at, Math.min(PIECE, text.codePointCount(at, text.length())));
            pieces.add(text.substring(at, end));
            at = end;
        } while (at < text.length());
        return pieces;
    }

    static Script reply(JsonNode body) {
        return Script.answer(200, body.toString());
    }

    /** An event stream whose events have no names. */
    static Script events(List<? extends JsonNode> events, String last) {
        List<Buffer> frames = new ArrayList<>();
        events.forEach(event -> frames.add(Buffer.buffer("data: " + event + "\n\n")));
        if (!last.isEmpty()) {
            frames.add(Buffer.buffer(last));
        }
        return stream(Sse.HEADERS, frames);
    }

    /** An event stream whose events are named by their {@code type}. */
    static Script namedEvents(List<? extends JsonNode> events) {
        List<Buffer> frames = new ArrayList<>();
        events.forEach(
                event -> frames.add(Buffer.buffer("event: " + text(event, "type") + "\ndata: " + event + "\n\n")));
        return stream(Sse.HEADERS, frames);
    }

    static Script stream(List<Header> headers, List<Buffer> frames) {
        return new Script.Stream(200, headers, frames, Duration.ZERO, 0);
    }
}
