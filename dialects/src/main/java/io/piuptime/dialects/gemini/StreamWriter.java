package io.piuptime.dialects.gemini;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.gemini.terms.CallIds;
import io.piuptime.dialects.gemini.terms.Likelihoods;
import io.piuptime.dialects.gemini.terms.Usages;
import io.piuptime.dialects.gemini.terms.Words;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a streamed reply, each frame a reply of its own with what is new. A call is held until its arguments are whole: Gemini
 * says them as one object.
 */
final class StreamWriter implements EventWriter {
    private final boolean list;
    private final List<ObjectNode> finished = new ArrayList<>();
    private final Drops drops;

    private final Map<Place, Open> parts = new LinkedHashMap<>();
    private CallIds ids = new CallIds("");
    private String id = "";
    private String model = "";
    private String created = "";
    private Optional<ChatUsage> usage = Optional.empty();
    private boolean blocked;
    private boolean begun;
    private boolean closed;

    private record Place(int choice, int part) {}

    /** A part that is being said. */
    private static final class Open {
        private final Part opening;
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder signature = new StringBuilder();
        private boolean thought;

        Open(Part opening) {
            this.opening = opening;
        }
    }

    /**
     * A writer for one reply.
     *
     * @param list whether frames are the values of one JSON list, instead of server-sent events
     */
    StreamWriter(boolean list, Drops drops) {
        this.list = list;
        this.drops = drops;
    }

    @Override
    public void write(ChatEvent event, Output out) {
        if (closed) {
            return;
        }
        switch (event) {
            case ChatEvent.Started started -> {
                id = started.id();
                model = started.model();
                created = started.created() > 0
                        ? Instant.ofEpochSecond(started.created()).toString()
                        : "";
                ids = new CallIds(id);
            }
            case ChatEvent.PartStarted part -> start(part, out);
            case ChatEvent.Piece piece -> piece(new Place(piece.choice(), piece.part()), piece.text(), false, out);
            case ChatEvent.SummaryPiece piece ->
                piece(new Place(piece.choice(), piece.part()), piece.text(), true, out);
            case ChatEvent.Signed signed -> {
                Open open = parts.get(new Place(signed.choice(), signed.part()));
                if (open != null) {
                    open.signature.append(signed.signature());
                }
            }
            case ChatEvent.Cited _ -> drops.add(Feature.CITATIONS);
            case ChatEvent.Likely likely -> {
                ObjectNode frame = frame();
                candidate(frame, likely.choice())
                        .set("logprobsResult", Likelihoods.write(Trees.node(likely.logprobs())));
                send(frame, out);
            }
            case ChatEvent.PartEnded ended -> end(new Place(ended.choice(), ended.part()), ended.whole(), out);
            case ChatEvent.Finished end -> {
                end.stopText().ifPresent(_ -> drops.add(Feature.STOP_TEXT));
                finish(end.choice(), end.reason(), out);
            }
            case ChatEvent.Used used -> usage = Optional.of(used.usage());
            case ChatEvent.Failed failed -> {
                sendFinished(out);
                send(Words.error(failed.error()), out);
                close(out);
            }
            case ChatEvent.Ended _ -> {
                endAll(Optional.empty(), out);
                sendFinished(out);
                if (usage.isPresent()) {
                    send(frame(), out);
                }
                close(out);
            }
        }
    }

    private void start(ChatEvent.PartStarted started, Output out) {
        Place place = new Place(started.choice(), started.part());
        Open open = new Open(started.opening());
        parts.put(place, open);
        switch (started.opening()) {
            case Part.Text text -> {
                if (!text.citations().isEmpty()) {
                    drops.add(Feature.CITATIONS);
                }
                piece(place, text.text(), false, out);
            }
            case Part.Refusal refusal -> {
                drops.add(Feature.REFUSAL);
                piece(place, refusal.text(), false, out);
            }
            case Part.Reasoning thought -> {
                open.signature.append(thought.signature().or(thought::sealed).orElse(""));
                piece(
                        place,
                        thought.text().isEmpty() ? String.join("\n\n", thought.summary()) : thought.text(),
                        false,
                        out);
            }
            case Part.ToolCall call -> {
                open.signature.append(call.signature().orElse(""));
                open.text.append(call.arguments());
            }
            case Part.Media _, Part.ToolResult _ -> whole(place, started.opening(), out);
            case Part.Native whole -> whole(place, whole, out);
        }
    }

    private void piece(Place place, String text, boolean summary, Output out) {
        Open open = parts.get(place);
        if (open == null || text.isEmpty()) {
            return;
        }
        if (open.opening instanceof Part.ToolCall) {
            open.text.append(text);
            return;
        }
        ObjectNode part = Trees.object().put("text", text);
        if (summary || open.opening instanceof Part.Reasoning) {
            open.thought = true;
            part.put("thought", true);
        }
        send(place.choice(), part, out);
    }

    private void end(Place place, Optional<Part> whole, Output out) {
        Open open = parts.remove(place);
        if (open == null) {
            return;
        }
        if (open.opening instanceof Part.ToolCall call) {
            call(place, call, open, out);
            return;
        }
        if (open.signature.isEmpty() && whole.orElse(open.opening) instanceof Part.Reasoning told) {
            open.signature.append(told.signature().or(told::sealed).orElse(""));
        }
        if (!open.signature.isEmpty()) {
            ObjectNode part = Trees.object().put("text", "");
            if (open.thought) {
                part.put("thought", true);
            }
            send(place.choice(), part.put("thoughtSignature", open.signature.toString()), out);
        }
    }

    private void call(Place place, Part.ToolCall call, Open open, Output out) {
        Optional<String> signature =
                open.signature.isEmpty() ? Optional.empty() : Optional.of(open.signature.toString());
        Part.ToolCall whole = new Part.ToolCall(
                call.id(), call.name(), open.text.toString(), call.custom(), signature, Optional.empty());
        String written = ids.written(call.id(), call.name());
        send(place.choice(), PartWriter.call(written, whole, PartWriter.arguments(whole, drops)), out);
    }

    private void whole(Place place, Part part, Output out) {
        parts.remove(place);
        if (part instanceof Part.Native own && own.dialect().equals(Words.NAME)) {
            ObjectNode frame = frame();
            if (own.kind().equals(Replies.BLOCK)) {
                blocked = true;
                frame.set(Replies.BLOCK, Trees.node(own.json()));
                send(frame, out);
                return;
            }
            if (own.kind().equals(ChunkReader.CANDIDATE)) {
                ObjectNode candidate = candidate(frame, place.choice());
                Trees.node(own.json())
                        .properties()
                        .forEach(member -> candidate.set(member.getKey(), member.getValue()));
                send(frame, out);
                return;
            }
        }
        ArrayNode written = Trees.array();
        new PartWriter(ids, true, drops).write(part, written);
        if (!written.isEmpty()) {
            ObjectNode frame = frame();
            content(candidate(frame, place.choice())).set("parts", written);
            send(frame, out);
        }
    }

    private void finish(int choice, FinishReason reason, Output out) {
        endAll(Optional.of(choice), out);
        ObjectNode frame = frame();
        if (!blocked) {
            ObjectNode candidate = candidate(frame, choice);
            content(candidate).putArray("parts").addObject().put("text", "");
            candidate.put("finishReason", Words.finish(reason));
        }
        finished.add(frame);
    }

    /** Gemini tells usage with the reason of the end, not after it. */
    private void sendFinished(Output out) {
        finished.forEach(frame -> send(frame, out));
        finished.clear();
    }

    private void endAll(Optional<Integer> choice, Output out) {
        for (Place place : parts.keySet().toArray(Place[]::new)) {
            if (choice.isEmpty() || choice.get() == place.choice()) {
                end(place, Optional.empty(), out);
            }
        }
    }

    private static ObjectNode frame() {
        return Trees.object();
    }

    private static ObjectNode candidate(ObjectNode frame, int index) {
        return frame.putArray(Replies.CANDIDATES).addObject().put("index", index);
    }

    private static ObjectNode content(ObjectNode candidate) {
        return candidate.putObject("content").put("role", "model");
    }

    private void send(int choice, ObjectNode part, Output out) {
        ObjectNode frame = frame();
        content(candidate(frame, choice)).putArray("parts").add(part);
        send(frame, out);
    }

    private void send(ObjectNode frame, Output out) {
        if (!frame.has("error")) {
            usage.ifPresent(counts -> frame.set(Usages.USAGE, Usages.write(counts, Trees.object(), drops)));
            usage = Optional.empty();
            if (!model.isEmpty()) {
                frame.put("modelVersion", model);
            }
            if (!created.isEmpty()) {
                frame.put("createTime", created);
            }
            if (!id.isEmpty()) {
                frame.put("responseId", id);
            }
        }
        if (list) {
            out.text(begun ? ",\r\n" : "[");
            out.text(Trees.json(frame).text());
        } else {
            out.data(frame);
        }
        begun = true;
    }

    private void close(Output out) {
        closed = true;
        if (list) {
            out.text(begun ? "]" : "[]");
        }
    }
}
