package io.piuptime.dialects.responses.stream;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.responses.item.Errors;
import io.piuptime.dialects.responses.item.OutputItems;
import io.piuptime.model.chat.Part;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A call that is being written. */
final class OpenCall implements OpenItem {
    private final Frames frames;
    private final Part.ToolCall call;
    private final StringBuilder arguments = new StringBuilder();
    private final String id;
    private final int index;
    private boolean ended;

    OpenCall(Frames frames, Part.ToolCall opening) {
        this.frames = frames;
        this.call = with(opening, "");
        ObjectNode item = OutputItems.call(frames.reply(), frames.items(), call, "in_progress");
        this.id = Errors.text(item, "id");
        this.index = frames.add(item);
    }

    @Override
    public void piece(String text) {
        if (!text.isEmpty() && !ended) {
            arguments.append(text);
            frames.event(event("delta").put("delta", text));
        }
    }

    @Override
    public void end(Optional<Part> whole) {
        if (ended) {
            return;
        }
        if (arguments.isEmpty() && whole.isPresent() && whole.get() instanceof Part.ToolCall told) {
            piece(told.arguments());
        }
        ended = true;
        ObjectNode done = event("done").put(call.custom() ? "input" : "arguments", arguments.toString());
        if (!call.custom()) {
            done.put("name", call.name());
        }
        frames.event(done);
        ObjectNode item = OutputItems.call(frames.reply(), index, with(call, arguments.toString()), "completed");
        frames.done(index, item.put("id", id));
    }

    private ObjectNode event(String step) {
        String what = call.custom() ? "custom_tool_call_input" : "function_call_arguments";
        return Trees.object()
                .put("type", "response." + what + "." + step)
                .put("item_id", id)
                .put("output_index", index);
    }

    private static Part.ToolCall with(Part.ToolCall call, String arguments) {
        return new Part.ToolCall(call.id(), call.name(), arguments, call.custom(), Optional.empty(), Optional.empty());
    }
}
