package io.piuptime.dialects.responses.stream;

import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.responses.item.Errors;
import io.piuptime.dialects.responses.item.ReplyWriter;
import io.piuptime.model.chat.ChatEvent;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The numbered events of one response that is being written, and its items so far. */
final class Frames {
    private final List<JsonNode> items = new ArrayList<>();
    private ChatEvent.Started started = new ChatEvent.Started("", "", 0);
    private boolean isStarted;
    private Output out = new Output();
    private int sequence;

    void to(Output next) {
        out = next;
    }

    boolean isStarted() {
        return isStarted;
    }

    String reply() {
        return started.id();
    }

    int items() {
        return items.size();
    }

    /** Starts the response, if nothing did. */
    void start() {
        start(started);
    }

    void start(ChatEvent.Started event) {
        if (isStarted) {
            return;
        }
        started = event;
        isStarted = true;
        for (String type : List.of("response.created", "response.in_progress")) {
            event(Trees.object().put("type", type).set("response", response("in_progress")));
        }
    }

    /** The response as it is now. */
    ObjectNode response(String status) {
        ObjectNode response = ReplyWriter.response(started.id(), started.model(), started.created());
        response.put("status", status);
        response.putNull("usage");
        ((ArrayNode) response.get("output")).addAll(items);
        return response;
    }

    /** Tells of a new item and gives its index. */
    int add(JsonNode item) {
        start();
        int index = items.size();
        items.add(item.deepCopy());
        item("response.output_item.added", index, item);
        return index;
    }

    /** Tells that an item is complete. */
    void done(int index, JsonNode item) {
        items.set(index, item);
        item("response.output_item.done", index, item);
    }

    void event(ObjectNode event) {
        event.put("sequence_number", sequence++);
        out.event(Errors.text(event, "type"), event);
    }

    private void item(String type, int index, JsonNode item) {
        ObjectNode event = Trees.object();
        event.put("type", type);
        event.put("output_index", index);
        event.set("item", item);
        event(event);
    }
}
