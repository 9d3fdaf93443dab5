package io.piuptime.dialects.responses.stream;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.responses.item.ContentForms;
import io.piuptime.dialects.responses.item.Errors;
import io.piuptime.dialects.responses.item.ItemForms;
import io.piuptime.dialects.responses.item.ReplyReader;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.Part;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Turns the events of a response into those of the canonical form, one by one. */
final class EventSteps {
    private final Consumer<ChatEvent> sink;

    /** Parts that began and did not end, by item and place in it. */
    private final Map<Place, OpenPart> open = new LinkedHashMap<>();

    /** Ids of items that come whole and did not come yet: some are only in the last event. */
    private final Set<String> awaited = new HashSet<>();

    private int parts;
    private boolean started;
    private boolean calls;
    private boolean over;

    /** Where a part lies in a response; an item that is one part has it at -1. */
    private record Place(int item, int content) {}

    /** A part that is being told. */
    private static final class OpenPart {
        final int number;
        boolean told;
        int cited;
        int paragraphs;

        OpenPart(int number) {
            this.number = number;
        }
    }

    EventSteps(Consumer<ChatEvent> sink) {
        this.sink = sink;
    }

    void read(String type, JsonNode event) {
        if (over) {
            return;
        }
        switch (type) {
            case "response.created", "response.queued", "response.in_progress" -> start(event.path("response"));
            case "response.output_item.added" -> itemAdded(event);
            case "response.output_item.done" -> itemDone(event);
            case "response.content_part.added" -> contentAdded(event);
            case "response.content_part.done" -> contentDone(event);
            case "response.output_text.delta" -> textDelta(event);
            case "response.output_text.done" -> rest(content(event, new Part.Text("")), event, "text");
            case "response.refusal.delta" -> piece(content(event, new Part.Refusal("")), event, "delta");
            case "response.refusal.done" -> rest(content(event, new Part.Refusal("")), event, "refusal");
            case "response.output_text.annotation.added" ->
                cite(content(event, new Part.Text("")), event.path("annotation"));
            case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
                whole(event).ifPresent(part -> piece(part, event, "delta"));
            case "response.function_call_arguments.done" ->
                whole(event).ifPresent(part -> rest(part, event, "arguments"));
            case "response.custom_tool_call_input.done" -> whole(event).ifPresent(part -> rest(part, event, "input"));
            case "response.reasoning_text.delta" -> whole(event).ifPresent(part -> piece(part, event, "delta"));
            case "response.reasoning_summary_text.delta" ->
                whole(event).ifPresent(part -> summary(part, index(event, "summary_index"), event, "delta"));
            case "response.completed", "response.incomplete" -> finish(event.path("response"));
            case "response.failed" -> {
                usage(event.path("response"));
                fail(new ChatEvent.Failed(Errors.readFailure(event.path("response"))));
            }
            case "error" -> fail(new ChatEvent.Failed(Errors.readEvent(event)));
            default -> {
                // progress of the provider's own tools: their items come whole
            }
        }
    }

    private void start(JsonNode response) {
        if (!started) {
            started = true;
            sink.accept(new ChatEvent.Started(
                    Errors.text(response, "id"), Errors.text(response, "model"), ReplyReader.created(response)));
        }
    }

    private void itemAdded(JsonNode event) {
        JsonNode item = event.path("item");
        int index = index(event, "output_index");
        switch (Errors.text(item, "type")) {
            case "message" -> ItemForms.phase(item).ifPresent(this::complete);
            case ItemForms.FUNCTION_CALL, ItemForms.CUSTOM_CALL -> {
                calls = true;
                if (ItemForms.isPlainCall(item)) {
                    boolean custom = Errors.text(item, "type").equals(ItemForms.CUSTOM_CALL);
                    OpenPart part = begin(new Place(index, -1), opening(item, custom));
                    piece(part, item, custom ? "input" : "arguments");
                }
            }
            case "reasoning" ->
                begin(
                        new Place(index, -1),
                        new Part.Reasoning(Errors.text(item, "id"), "", List.of(), Optional.empty(), Optional.empty()));
            default -> awaited.add(Errors.text(item, "id"));
        }
    }

    private static Part opening(JsonNode item, boolean custom) {
        return new Part.ToolCall(
                Errors.text(item, "call_id"),
                Errors.text(item, "name"),
                "",
                custom,
                Optional.empty(),
                Optional.empty());
    }

    private void itemDone(JsonNode event) {
        JsonNode item = event.path("item");
        int index = index(event, "output_index");
        String type = Errors.text(item, "type");
        if (type.equals("message")) {
            close(index);
            return;
        }
        awaited.remove(Errors.text(item, "id"));
        OpenPart part = open.get(new Place(index, -1));
        Part read = ItemForms.read(Members.of(item), type);
        if (part == null) {
            calls |= ItemForms.isCall(item);
            complete(read);
            return;
        }
        switch (read) {
            case Part.ToolCall call -> rest(part, call.arguments());
            case Part.Reasoning reasoning -> {
                rest(part, reasoning.text());
                for (int i = part.paragraphs; i < reasoning.summary().size(); i++) {
                    summary(part, i, reasoning.summary().get(i));
                }
            }
            default -> {
                // nothing else is begun in pieces
            }
        }
        open.remove(new Place(index, -1));
        sink.accept(new ChatEvent.PartEnded(
                0, part.number, read instanceof Part.Reasoning ? Optional.of(read) : Optional.empty()));
    }

    private void contentAdded(JsonNode event) {
        JsonNode piece = event.path("part");
        switch (Errors.text(piece, "type")) {
            case "output_text" -> piece(content(event, new Part.Text("")), piece, "text");
            case "refusal" -> piece(content(event, new Part.Refusal("")), piece, "refusal");
            default -> {
                // the text of a reasoning belongs to its item; others come whole
            }
        }
    }

    private void contentDone(JsonNode event) {
        JsonNode piece = event.path("part");
        String type = Errors.text(piece, "type");
        Place place = new Place(index(event, "output_index"), index(event, "content_index"));
        OpenPart part = open.get(place);
        if (part == null) {
            if (!type.equals("reasoning_text")) {
                complete(ContentForms.read(Members.of(piece)));
            }
            return;
        }
        rest(part, piece, type.equals("refusal") ? "refusal" : "text");
        List<JsonNode> annotations = List.copyOf(piece.path("annotations").values());
        annotations.stream().skip(part.cited).forEach(annotation -> cite(part, annotation));
        open.remove(place);
        end(part);
    }

    private void textDelta(JsonNode event) {
        piece(content(event, new Part.Text("")), event, "delta");
        ReplyReader.likely(event.path("logprobs")).ifPresent(json -> sink.accept(new ChatEvent.Likely(0, json)));
    }

    private void finish(JsonNode response) {
        start(response);
        List.copyOf(open.values()).forEach(this::end);
        open.clear();
        for (JsonNode item : response.path("output").values()) {
            if (awaited.remove(Errors.text(item, "id"))) {
                complete(ItemForms.whole(item, Errors.text(item, "type")));
            }
        }
        usage(response);
        sink.accept(new ChatEvent.Finished(0, ReplyReader.finish(response, calls), Optional.empty()));
        sink.accept(new ChatEvent.Ended());
        over = true;
    }

    private void usage(JsonNode response) {
        ReplyReader.usage(response).ifPresent(usage -> sink.accept(new ChatEvent.Used(usage)));
    }

    private void fail(ChatEvent.Failed failed) {
        sink.accept(failed);
        over = true;
    }

    /** The part of a message's content that an event speaks of; it begins here if nothing said so. */
    private OpenPart content(JsonNode event, Part opening) {
        Place place = new Place(index(event, "output_index"), index(event, "content_index"));
        OpenPart part = open.get(place);
        return part == null ? begin(place, opening) : part;
    }

    private Optional<OpenPart> whole(JsonNode event) {
        return Optional.ofNullable(open.get(new Place(index(event, "output_index"), -1)));
    }

    private OpenPart begin(Place place, Part opening) {
        OpenPart part = new OpenPart(parts++);
        open.put(place, part);
        sink.accept(new ChatEvent.PartStarted(0, part.number, opening));
        return part;
    }

    private void complete(Part part) {
        int number = parts++;
        sink.accept(new ChatEvent.PartStarted(0, number, part));
        sink.accept(new ChatEvent.PartEnded(0, number, Optional.empty()));
    }

    private void close(int item) {
        open.entrySet().removeIf(entry -> {
            boolean within = entry.getKey().item() == item;
            if (within) {
                end(entry.getValue());
            }
            return within;
        });
    }

    private void end(OpenPart part) {
        sink.accept(new ChatEvent.PartEnded(0, part.number, Optional.empty()));
    }

    private void piece(OpenPart part, JsonNode from, String name) {
        String text = Errors.text(from, name);
        if (!text.isEmpty()) {
            part.told = true;
            sink.accept(new ChatEvent.Piece(0, part.number, text));
        }
    }

    /** What an event repeats whole is news only where nothing was told in pieces. */
    private void rest(OpenPart part, JsonNode from, String name) {
        rest(part, Errors.text(from, name));
    }

    private void rest(OpenPart part, String text) {
        if (!part.told && !text.isEmpty()) {
            part.told = true;
            sink.accept(new ChatEvent.Piece(0, part.number, text));
        }
    }

    private void summary(OpenPart part, int paragraph, JsonNode from, String name) {
        summary(part, paragraph, Errors.text(from, name));
    }

    private void summary(OpenPart part, int paragraph, String text) {
        part.paragraphs = Math.max(part.paragraphs, paragraph + 1);
        sink.accept(new ChatEvent.SummaryPiece(0, part.number, paragraph, text));
    }

    private void cite(OpenPart part, JsonNode annotation) {
        part.cited++;
        sink.accept(new ChatEvent.Cited(0, part.number, ContentForms.citation(annotation)));
    }

    private static int index(JsonNode event, String name) {
        return event.path(name).asInt(0);
    }
}
