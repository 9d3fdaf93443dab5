package io.piuptime.dialects.openai.chat.stream;

import io.piuptime.dialects.openai.chat.terms.CallForms;
import io.piuptime.dialects.openai.chat.terms.ReasoningForms;
import io.piuptime.dialects.openai.chat.terms.Words;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Part.Reasoning;
import io.piuptime.model.chat.Part.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** One choice of a stream: cuts what comes in pieces without beginning or end into parts. */
final class ChoiceReader {
    private final int index;
    private final Consumer<ChatEvent> sink;
    private final Map<Integer, OpenCall> calls = new LinkedHashMap<>();
    private int parts;
    private int called;

    /** The part that is open and no call. */
    private Optional<Part> open = Optional.empty();

    private Thought thought = new Thought();
    private int lastCall;
    private int lastText = -1;
    private boolean formatted;
    private boolean refused;
    private boolean finished;
    private String reason = "";
    private Optional<String> stopText = Optional.empty();

    /**
     * A call that goes on.
     *
     * @param id as its provider gave it, or empty
     */
    private record OpenCall(int part, String id) {}

    /** What is known of the thought that is open. */
    private static final class Thought {
        private final List<StringBuilder> summary = new ArrayList<>();
        private boolean told;
        private boolean signed;
        private int place = -1;
    }

    ChoiceReader(int index, Consumer<ChatEvent> sink) {
        this.index = index;
        this.sink = sink;
    }

    void say(String text) {
        if (!text.isEmpty()) {
            if (!isOpen(Part.Text.class)) {
                lastText = begin(new Part.Text(""));
            }
            piece(text);
        }
    }

    void refuse(String text) {
        if (!text.isEmpty()) {
            refused = true;
            if (!isOpen(Part.Refusal.class)) {
                begin(new Part.Refusal(""));
            }
            piece(text);
        }
    }

    void think(String text) {
        if (!text.isEmpty()) {
            if (!isOpen(Reasoning.class) || thought.signed) {
                begin(new Reasoning(""));
            }
            thought.told = true;
            piece(text);
        }
    }

    void detail(JsonNode detail) {
        if (!formatted) {
            ReasoningForms.format(detail).ifPresent(format -> {
                formatted = true;
                whole(format);
            });
        }
        int place = detail.path("index").asInt(-1);
        switch (Words.text(detail, "type")) {
            case ReasoningForms.OF_TEXT -> {
                String text = Words.text(detail, "text");
                if (!text.isEmpty() && thought.told && place >= 0 && thought.place >= 0 && place != thought.place) {
                    close();
                }
                think(text);
                if (!text.isEmpty()) {
                    thought.place = place;
                }
                sign(Words.text(detail, "signature"));
            }
            case ReasoningForms.OF_SUMMARY -> summarise(Words.text(detail, "summary"), place);
            case ReasoningForms.SEALED -> seal(Words.text(detail, "id"), Words.text(detail, "data"));
            default -> {
                // a kind that nobody has described
            }
        }
    }

    void call(JsonNode call) {
        String id = Words.text(call, "id");
        int place = call.path("index").asInt(id.isEmpty() ? lastCall : called);
        OpenCall known = calls.get(place);
        boolean other = known != null && !id.isEmpty() && !known.id.isEmpty() && !id.equals(known.id);
        if (known == null || other) {
            ToolCall read = CallForms.call(call, called);
            lastCall = place;
            begin(place, id, read);
            return;
        }
        lastCall = place;
        String text = CallForms.piece(call);
        if (!text.isEmpty()) {
            sink.accept(new ChatEvent.Piece(index, known.part, text));
        }
        CallForms.signature(call)
                .ifPresent(signature -> sink.accept(new ChatEvent.Signed(index, known.part, signature)));
    }

    void legacyCall(JsonNode call) {
        String arguments = CallForms.arguments(call.path("arguments"));
        OpenCall known = calls.get(0);
        if (known == null) {
            begin(0, "", CallForms.legacy(called, Words.text(call, "name"), arguments));
        } else if (!arguments.isEmpty()) {
            sink.accept(new ChatEvent.Piece(index, known.part, arguments));
        }
    }

    void cite(Part.Citation citation) {
        if (lastText < 0) {
            lastText = begin(new Part.Text(""));
        }
        sink.accept(new ChatEvent.Cited(index, lastText, citation));
    }

    void whole(Part part) {
        int number = begin(part);
        open = Optional.empty();
        sink.accept(new ChatEvent.PartEnded(index, number, Optional.empty()));
    }

    void reason(String word, Optional<String> text) {
        if (!word.isEmpty()) {
            reason = word;
            stopText = text;
        }
    }

    boolean hasReason() {
        return !reason.isEmpty();
    }

    /** The choice is over if it gave a reason. */
    void finish() {
        if (hasReason()) {
            finishAnyway();
        }
    }

    void finishAnyway() {
        if (finished) {
            return;
        }
        finished = true;
        close();
        sink.accept(new ChatEvent.Finished(
                index, Words.finish(reason, called > 0, refused, stopText.isPresent()), stopText));
    }

    private void sign(String signature) {
        if (signature.isEmpty()) {
            return;
        }
        if (!isOpen(Reasoning.class) || thought.signed) {
            begin(new Reasoning(""));
        }
        thought.signed = true;
        sink.accept(new ChatEvent.Signed(index, parts - 1, signature));
    }

    private void summarise(String text, int place) {
        if (text.isEmpty()) {
            return;
        }
        if (!isOpen(Reasoning.class) || thought.told || thought.signed) {
            begin(new Reasoning(""));
        }
        if (thought.summary.isEmpty() || place != thought.place) {
            thought.summary.add(new StringBuilder());
            thought.place = place;
        }
        thought.summary.getLast().append(text);
        sink.accept(new ChatEvent.SummaryPiece(index, parts - 1, thought.summary.size() - 1, text));
    }

    /** A sealed thought is that of the summary before it, or one of its own. */
    private void seal(String id, String data) {
        if (data.isEmpty()) {
            return;
        }
        if (!isOpen(Reasoning.class) || thought.told || thought.signed) {
            whole(new Reasoning(id, "", List.of(), Optional.empty(), Optional.of(data)));
            return;
        }
        List<String> summary =
                thought.summary.stream().map(StringBuilder::toString).toList();
        open = Optional.empty();
        Part whole = new Reasoning(id, "", summary, Optional.empty(), Optional.of(data));
        sink.accept(new ChatEvent.PartEnded(index, parts - 1, Optional.of(whole)));
    }

    private boolean isOpen(Class<? extends Part> kind) {
        return open.filter(kind::isInstance).isPresent();
    }

    private void piece(String text) {
        sink.accept(new ChatEvent.Piece(index, parts - 1, text));
    }

    private int begin(Part opening) {
        close();
        open = Optional.of(opening);
        thought = new Thought();
        int number = parts++;
        sink.accept(new ChatEvent.PartStarted(index, number, opening));
        return number;
    }

    /** Calls may overlap: one is over when the model says something else. */
    private void begin(int place, String id, ToolCall read) {
        closeOpen();
        OpenCall before = calls.put(place, new OpenCall(parts, id));
        if (before != null) {
            sink.accept(new ChatEvent.PartEnded(index, before.part, Optional.empty()));
        }
        called++;
        int number = parts++;
        ToolCall opening = new ToolCall(read.id(), read.name(), "", read.custom(), read.signature(), Optional.empty());
        sink.accept(new ChatEvent.PartStarted(index, number, opening));
        if (!read.arguments().isEmpty()) {
            sink.accept(new ChatEvent.Piece(index, number, read.arguments()));
        }
    }

    private void close() {
        closeOpen();
        calls.values().forEach(call -> sink.accept(new ChatEvent.PartEnded(index, call.part, Optional.empty())));
        calls.clear();
    }

    private void closeOpen() {
        if (open.isPresent()) {
            open = Optional.empty();
            sink.accept(new ChatEvent.PartEnded(index, parts - 1, Optional.empty()));
        }
    }
}
