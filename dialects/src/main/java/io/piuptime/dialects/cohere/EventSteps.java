package io.piuptime.dialects.cohere;

import io.piuptime.dialects.chat.Members;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Turns Cohere's events into ours. Content and calls are numbered apart there, and the plan has no number. */
final class EventSteps {
    private static final int BROKEN = 500;

    private final Consumer<ChatEvent> sink;
    private final Map<Long, Integer> content = new TreeMap<>();
    private final Map<Long, Integer> calls = new TreeMap<>();
    private OptionalInt plan = OptionalInt.empty();
    private OptionalInt text = OptionalInt.empty();
    private int parts;
    private boolean started;
    private boolean ended;

    EventSteps(Consumer<ChatEvent> sink) {
        this.sink = sink;
    }

    void read(Members event) {
        if (ended) {
            return;
        }
        Optional<String> type = event.text("type");
        if (type.isEmpty() && event.has("message")) {
            fail(Words.error(BROKEN, event.all()));
            return;
        }
        JsonNode message = event.all().path("delta").path("message");
        long index = event.whole("index").orElse(0);
        switch (type.orElse("")) {
            case "message-start" -> start(event.text("id").orElse(""));
            case "content-start" -> contentStart(index, message.path("content"));
            case "content-delta" -> contentDelta(index, message.path("content"), event);
            case "content-end" -> end(content, index);
            case "tool-plan-delta" -> plan(string(message.path(MessageReader.PLAN)));
            case "tool-call-start" -> callStart(index, message.path("tool_calls"));
            case "tool-call-delta" ->
                piece(
                        calls,
                        index,
                        string(message.path("tool_calls").path("function").path("arguments")));
            case "tool-call-end" -> end(calls, index);
            case "citation-start" -> citation(message.path("citations"));
            case "message-end" -> messageEnd(event.all().path("delta"));
            default -> {
                // such as the end of a citation, or an event that is younger than this reader
            }
        }
    }

    private void start(String id) {
        if (!started) {
            started = true;
            sink.accept(new ChatEvent.Started(id, "", 0));
        }
    }

    private int open(Part opening) {
        start("");
        endPlan();
        sink.accept(new ChatEvent.PartStarted(0, parts, opening));
        return parts++;
    }

    private void contentStart(long index, JsonNode opening) {
        boolean thought = string(opening.path("type")).equals("thinking") || opening.has("thinking");
        int part = open(thought ? new Part.Reasoning("") : new Part.Text(""));
        content.put(index, part);
        if (!thought) {
            text = OptionalInt.of(part);
        }
        piece(content, index, words(opening));
    }

    private void contentDelta(long index, JsonNode delta, Members event) {
        if (!content.containsKey(index)) {
            contentStart(index, delta);
        } else {
            piece(content, index, words(delta));
        }
        event.node("logprobs").ifPresent(likely -> sink.accept(new ChatEvent.Likely(0, Likelihoods.read(likely))));
    }

    private static String words(JsonNode content) {
        return string(content.path("thinking")) + string(content.path("text"));
    }

    private void plan(String words) {
        if (words.isEmpty()) {
            return;
        }
        if (plan.isEmpty()) {
            Part opening = new Part.Reasoning(MessageReader.PLAN, "", List.of(), Optional.empty(), Optional.empty());
            plan = OptionalInt.of(open(opening));
        }
        sink.accept(new ChatEvent.Piece(0, plan.getAsInt(), words));
    }

    private void endPlan() {
        if (plan.isPresent()) {
            sink.accept(new ChatEvent.PartEnded(0, plan.getAsInt(), Optional.empty()));
            plan = OptionalInt.empty();
        }
    }

    private void callStart(long index, JsonNode call) {
        JsonNode function = call.path("function");
        calls.put(index, open(new Part.ToolCall(string(call.path("id")), string(function.path("name")), "")));
        piece(calls, index, string(function.path("arguments")));
    }

    private void piece(Map<Long, Integer> open, long index, String words) {
        Integer part = open.get(index);
        if (part != null && !words.isEmpty()) {
            sink.accept(new ChatEvent.Piece(0, part, words));
        }
    }

    private void end(Map<Long, Integer> open, long index) {
        Integer part = open.remove(index);
        if (part != null) {
            sink.accept(new ChatEvent.PartEnded(0, part, Optional.empty()));
        }
    }

    /** A citation may come when its text has ended already. */
    private void citation(JsonNode citations) {
        List<JsonNode> all = citations.isArray() ? List.copyOf(citations.values()) : List.of(citations);
        for (JsonNode citation : all) {
            if (!citation.isObject()) {
                continue;
            }
            Part.Citation read = Citations.read(citation);
            if (text.isPresent() && Citations.isOfText(citation)) {
                sink.accept(new ChatEvent.Cited(0, text.getAsInt(), read));
            } else {
                int part = open(new Part.Native(CohereCodec.NAME, Citations.KIND, read.json()));
                sink.accept(new ChatEvent.PartEnded(0, part, Optional.empty()));
            }
        }
    }

    private void messageEnd(JsonNode delta) {
        start("");
        endPlan();
        content.values().forEach(part -> sink.accept(new ChatEvent.PartEnded(0, part, Optional.empty())));
        calls.values().forEach(part -> sink.accept(new ChatEvent.PartEnded(0, part, Optional.empty())));
        JsonNode usage = delta.path(Replies.USAGE);
        if (usage.isObject()) {
            sink.accept(new ChatEvent.Used(Words.usage(usage)));
        }
        String error = string(delta.path("error"));
        if (!error.isEmpty()) {
            fail(new ChatError(BROKEN, "", "", error, ""));
            return;
        }
        sink.accept(new ChatEvent.Finished(0, Words.finish(string(delta.path(Replies.FINISH))), Optional.empty()));
        ended = true;
        sink.accept(new ChatEvent.Ended());
    }

    private void fail(ChatError error) {
        ended = true;
        sink.accept(new ChatEvent.Failed(error));
    }

    private static String string(JsonNode node) {
        return node.isString() ? node.stringValue() : "";
    }
}
