package io.piuptime.dialects.openai.chat.stream;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.openai.chat.terms.Answers;
import io.piuptime.dialects.openai.chat.terms.CallForms;
import io.piuptime.dialects.openai.chat.terms.ReasoningForms;
import io.piuptime.dialects.openai.chat.terms.Words;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Part;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One choice of a stream that is being written. */
final class ChoiceWriter {
    private final StreamWriter.Chunks chunks;
    private final Drops drops;
    private final Map<Integer, Open> parts = new HashMap<>();
    private int calls;
    private int details;
    private int said;
    private boolean refused;
    private boolean finished;
    private Optional<JsonNode> format = Optional.empty();

    /** A part that is being written. */
    private static final class Open {
        private final Part opening;
        private final int call;
        private boolean told;
        private boolean signed;
        private boolean sealed;
        private int paragraph = -1;

        private Open(Part opening, int call) {
            this.opening = opening;
            this.call = call;
        }
    }

    ChoiceWriter(StreamWriter.Chunks chunks, Drops drops) {
        this.chunks = chunks;
        this.drops = drops;
    }

    void begin(int number, Part opening) {
        Open part = new Open(opening, opening instanceof Part.ToolCall ? calls++ : -1);
        parts.put(number, part);
        switch (opening) {
            case Part.Text text -> {
                piece(number, text.text());
                text.citations().forEach(this::cite);
            }
            case Part.Refusal refusal -> {
                refused = true;
                piece(number, refusal.text());
            }
            case Part.Reasoning thought -> {
                piece(number, thought.text());
                repeated(number, part, thought);
            }
            case Part.ToolCall call -> call(part, call);
            case Part.Native whole -> whole(whole);
            case Part.Media media -> drops.add(Feature.of(media));
            case Part.ToolResult _ -> drops.add(Feature.RESULT);
        }
    }

    void piece(int number, String text) {
        Open part = parts.get(number);
        if (part == null || text.isEmpty()) {
            return;
        }
        part.told = true;
        switch (part.opening) {
            case Part.Text _ -> {
                said += text.length();
                chunks.delta(Trees.object().put("content", text));
            }
            case Part.Refusal _ -> chunks.delta(Trees.object().put("refusal", text));
            case Part.Reasoning _ -> chunks.delta(Trees.object().put(ReasoningForms.TEXT, text));
            case Part.ToolCall call
            when CallForms.isLegacy(call.id()) -> {
                ObjectNode delta = Trees.object();
                delta.putObject(CallForms.LEGACY).put("arguments", text);
                chunks.delta(delta);
            }
            case Part.ToolCall call -> call(part, CallForms.piece(call.custom(), text));
            case Part.Native _, Part.Media _, Part.ToolResult _ -> {
                // these come whole
            }
        }
    }

    void summary(int number, int paragraph, String text) {
        Open part = parts.get(number);
        if (part == null || text.isEmpty()) {
            return;
        }
        boolean next = paragraph != part.paragraph;
        details += next ? 1 : 0;
        String gap = next && part.paragraph >= 0 ? "\n\n" : "";
        part.paragraph = paragraph;
        ObjectNode delta = Trees.object().put(ReasoningForms.TEXT, gap + text);
        detail(delta, ReasoningForms.OF_SUMMARY, "summary", text);
        chunks.delta(delta);
    }

    void sign(int number, String signature) {
        Open part = parts.get(number);
        if (part != null && part.opening instanceof Part.Reasoning) {
            part.signed = true;
            ObjectNode delta = Trees.object();
            detail(delta, ReasoningForms.OF_TEXT, "signature", signature);
            details++;
            chunks.delta(delta);
        } else if (part != null && part.opening instanceof Part.ToolCall) {
            ObjectNode call = Trees.object();
            CallForms.sign(call, signature);
            call(part, call);
        } else {
            drops.add(Feature.THOUGHT_PROOF);
        }
    }

    void cite(Part.Citation citation) {
        Optional<JsonNode> annotation = Answers.annotation(citation, 0, said);
        if (annotation.isEmpty()) {
            drops.add(Feature.CITATIONS);
            return;
        }
        ObjectNode delta = Trees.object();
        delta.putArray(Answers.ANNOTATIONS).add(annotation.get());
        chunks.delta(delta);
    }

    void end(int number, Optional<Part> whole) {
        Open part = parts.get(number);
        if (part == null || whole.isEmpty()) {
            return;
        }
        if (whole.get() instanceof Part.Reasoning thought) {
            if (!part.told) {
                piece(number, thought.text());
            }
            repeated(number, part, thought);
        } else if (whole.get() instanceof Part.ToolCall call && !part.told) {
            piece(number, call.arguments());
        } else if (whole.get() instanceof Part.Text text && !part.told) {
            piece(number, text.text());
        }
    }

    void finish(FinishReason reason, Optional<String> stopText) {
        if (!finished) {
            finished = true;
            if (Words.isLost(reason)) {
                drops.add(Feature.FINISH_REASON);
            }
            chunks.finish(Words.finish(reason, refused), stopText);
        }
    }

    /** What a thought's provider tells of it whole, and was not told in pieces before. */
    private void repeated(int number, Open part, Part.Reasoning thought) {
        for (int i = part.paragraph + 1; i < thought.summary().size(); i++) {
            summary(number, i, thought.summary().get(i));
        }
        if (thought.signature().isPresent() && !part.signed) {
            sign(number, thought.signature().get());
        }
        if (thought.sealed().isPresent() && !part.sealed) {
            part.sealed = true;
            details++;
            ObjectNode delta = Trees.object();
            ObjectNode detail = detail(
                    delta, ReasoningForms.SEALED, "data", thought.sealed().get());
            if (!thought.id().isEmpty()) {
                detail.put("id", thought.id());
            }
            details++;
            chunks.delta(delta);
        }
    }

    private void call(Open part, Part.ToolCall call) {
        part.told = !call.arguments().isEmpty();
        if (CallForms.isLegacy(call.id())) {
            ObjectNode delta = Trees.object();
            delta.set(CallForms.LEGACY, CallForms.told(call));
            chunks.delta(delta);
        } else {
            call(part, CallForms.write(call));
        }
    }

    private void call(Open part, ObjectNode piece) {
        ObjectNode call = Trees.object().put("index", part.call);
        call.setAll(piece);
        ObjectNode delta = Trees.object();
        delta.putArray(CallForms.CALLS).add(call);
        chunks.delta(delta);
    }

    private void whole(Part.Native whole) {
        if (!whole.dialect().equals(Words.NAME)) {
            drops.add(Feature.NATIVE_PART);
            return;
        }
        JsonNode json = Trees.node(whole.json());
        switch (whole.kind()) {
            case Answers.MESSAGE -> chunks.delta((ObjectNode) json);
            case ReasoningForms.FORMAT -> {
                format = Optional.of(json);
                ObjectNode delta = Trees.object();
                detail(delta, ReasoningForms.OF_TEXT, "text", "");
                chunks.delta(delta);
            }
            default -> drops.add(Feature.NATIVE_PART);
        }
    }

    private ObjectNode detail(ObjectNode delta, String type, String name, String value) {
        ObjectNode detail = delta.putArray(ReasoningForms.DETAILS).addObject();
        detail.put("type", type).put(name, value).put("index", details);
        format.ifPresent(named -> detail.set("format", named));
        return detail;
    }
}
