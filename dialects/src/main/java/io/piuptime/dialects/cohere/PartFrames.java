package io.piuptime.dialects.cohere;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The frames of one part. A thought begins with its first word: one that only its provider can read has none. */
final class PartFrames {
    private final Part opening;
    private final Numbers numbers;
    private final Drops drops;
    private int index = -1;
    private int paragraph;
    private boolean said;

    /** Numbers of what was begun: content, calls and citations are numbered apart. */
    static final class Numbers {
        private int content;
        private int calls;
        private int citations;

        int citation() {
            return citations++;
        }
    }

    PartFrames(Part opening, Numbers numbers, Drops drops) {
        this.opening = opening;
        this.numbers = numbers;
        this.drops = drops;
    }

    void start(Output out) {
        switch (opening) {
            case Part.Text text -> {
                content("text", out);
                piece(text.text(), out);
                text.citations()
                        .forEach(citation -> Citations.written(citation, drops)
                                .ifPresent(json -> citation(numbers.citation(), json, out)));
            }
            case Part.Refusal refusal -> {
                content("text", out);
                piece(refusal.text(), out);
            }
            case Part.Reasoning thought -> {
                dropSigns(thought, drops);
                piece(thought.text(), out);
            }
            case Part.ToolCall call -> call(call, out);
            case Part.Native own -> {
                if (own.dialect().equals(CohereCodec.NAME) && own.kind().equals(Citations.KIND)) {
                    citation(numbers.citation(), Trees.node(own.json()), out);
                } else {
                    drops.add(Feature.NATIVE_PART);
                }
            }
            case Part.Media media -> drops.add(Feature.of(media));
            case Part.ToolResult _ -> drops.add(Feature.RESULT);
        }
    }

    /** Notes what proves or seals a thought: Cohere does neither. */
    static void dropSigns(Part part, Drops drops) {
        if (part instanceof Part.Reasoning thought) {
            if (thought.signature().isPresent()) {
                drops.add(Feature.THOUGHT_PROOF);
            }
            if (thought.sealed().isPresent()) {
                drops.add(Feature.THOUGHT_PROOF);
            }
        }
    }

    /** More of the text, the thought or the arguments. */
    void piece(String text, Output out) {
        if (text.isEmpty()) {
            return;
        }
        switch (opening) {
            case Part.Text _, Part.Refusal _ -> delta("text", text, out);
            case Part.Reasoning thought
            when thought.id().equals(MessageReader.PLAN) -> {
                ObjectNode frame = Trees.object().put("type", "tool-plan-delta");
                frame.putObject("delta").putObject("message").put(MessageReader.PLAN, text);
                out.event("tool-plan-delta", frame);
            }
            case Part.Reasoning _ -> {
                if (index < 0) {
                    content("thinking", out);
                }
                delta("thinking", text, out);
            }
            case Part.ToolCall call -> arguments(call.custom() ? escaped(text) : text, out);
            case Part.Media _, Part.Native _, Part.ToolResult _ -> {
                // these come whole
            }
        }
        said = true;
    }

    /** More of a summary, whose paragraphs are told apart by an empty line. */
    void summary(int number, String text, Output out) {
        if (number > paragraph && said) {
            piece("\n\n", out);
        }
        paragraph = Math.max(paragraph, number);
        piece(text, out);
    }

    void end(Output out) {
        if (index < 0) {
            return;
        }
        boolean call = opening instanceof Part.ToolCall;
        if (opening instanceof Part.ToolCall made && made.custom()) {
            arguments("\"}", out);
        } else if (call && !said) {
            arguments("{}", out);
        }
        String type = call ? "tool-call-end" : "content-end";
        out.event(type, frame(type));
        index = -1;
    }

    private void content(String kind, Output out) {
        index = numbers.content++;
        ObjectNode frame = frame("content-start");
        content(frame).put("type", kind).put(kind, "");
        out.event("content-start", frame);
    }

    private void delta(String kind, String text, Output out) {
        ObjectNode frame = frame("content-delta");
        content(frame).put(kind, text);
        out.event("content-delta", frame);
    }

    private void call(Part.ToolCall call, Output out) {
        if (call.signature().isPresent()) {
            drops.add(Feature.CALL_PROOF);
        }
        index = numbers.calls++;
        ObjectNode frame = frame("tool-call-start");
        ObjectNode made = frame.putObject("delta").putObject("message").putObject("tool_calls");
        made.put("id", call.id()).put("type", "function");
        made.putObject("function").put("name", call.name()).put("arguments", "");
        out.event("tool-call-start", frame);
        if (call.custom()) {
            arguments("{\"" + ToolForms.INPUT + "\":\"", out);
        }
        piece(call.arguments(), out);
    }

    private void arguments(String text, Output out) {
        ObjectNode frame = frame("tool-call-delta");
        frame.putObject("delta")
                .putObject("message")
                .putObject("tool_calls")
                .putObject("function")
                .put("arguments", text);
        out.event("tool-call-delta", frame);
    }

    /** Free text as it stands within quotes. */
    private static String escaped(String text) {
        Json quoted = Trees.json(StringNode.valueOf(text));
        return quoted.text().substring(1, quoted.text().length() - 1);
    }

    private ObjectNode frame(String type) {
        return Trees.object().put("type", type).put("index", index);
    }

    private static ObjectNode content(ObjectNode frame) {
        return frame.putObject("delta").putObject("message").putObject("content");
    }

    static void citation(int index, JsonNode citation, Output out) {
        ObjectNode begun = Trees.object().put("type", "citation-start").put("index", index);
        begun.putObject("delta").putObject("message").set("citations", citation);
        out.event("citation-start", begun);
        out.event("citation-end", Trees.object().put("type", "citation-end").put("index", index));
    }
}
