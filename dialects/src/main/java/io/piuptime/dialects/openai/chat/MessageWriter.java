package io.piuptime.dialects.openai.chat;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.openai.chat.OpenAiChatCodec.Habit;
import io.piuptime.dialects.openai.chat.terms.Answers;
import io.piuptime.dialects.openai.chat.terms.CallForms;
import io.piuptime.dialects.openai.chat.terms.ContentForms;
import io.piuptime.dialects.openai.chat.terms.ReasoningForms;
import io.piuptime.dialects.openai.chat.terms.Words;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Message.Role;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes messages. Results come first, as what answers a call has to follow it. */
final class MessageWriter {
    private final boolean own;
    private final Set<Habit> habits;
    private final CacheMarks marks;
    private final Drops drops;
    private final ArrayNode written = Trees.array();
    private final Map<String, String> calls = new HashMap<>();

    /** Media that tools answered with, and which only a user can show to a model of this dialect. */
    private ArrayNode shown = Trees.array();

    MessageWriter(boolean own, Set<Habit> habits, CacheMarks marks, Drops drops) {
        this.own = own;
        this.habits = habits;
        this.marks = marks;
        this.drops = drops;
    }

    ArrayNode write(List<Message> messages) {
        messages.forEach(this::message);
        show();
        return written;
    }

    private void message(Message message) {
        List<Part> others = new ArrayList<>();
        boolean results = false;
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolResult result) {
                results = true;
                result(result);
            } else if (message.role() == Role.TOOL && results && part instanceof Part.Native more && isMessage(more)) {
                ((ObjectNode) written.get(written.size() - 1)).setAll((ObjectNode) Trees.node(more.json()));
            } else {
                others.add(part);
            }
        }
        if (others.isEmpty() && results) {
            return;
        }
        show();
        ObjectNode opened = written.addObject().put("role", role(message.role()));
        message.name().ifPresent(name -> opened.put("name", name));
        if (message.role() == Role.ASSISTANT) {
            said(opened, others);
        } else {
            content(opened, others);
        }
    }

    private String role(Role role) {
        return switch (role) {
            case SYSTEM -> "system";
            case DEVELOPER -> habits.contains(Habit.NO_DEVELOPER) ? "system" : "developer";
            case USER, TOOL -> "user";
            case ASSISTANT -> "assistant";
        };
    }

    private void said(ObjectNode message, List<Part> parts) {
        List<Part> content = new ArrayList<>();
        List<Part.ToolCall> called = new ArrayList<>();
        List<Part.Reasoning> thoughts = new ArrayList<>();
        Optional<JsonNode> format = Optional.empty();
        for (Part part : parts) {
            switch (part) {
                case Part.ToolCall call -> {
                    marks.drop(call.cache(), drops);
                    calls.put(call.id(), call.name());
                    called.add(own || !call.arguments().isEmpty() || call.custom() ? call : empty(call));
                }
                case Part.Reasoning thought -> thoughts.add(thought);
                case Part.Native named when isFormat(named) -> format = Optional.of(Trees.node(named.json()));
                case Part.Media media -> drops.add(Feature.of(media));
                default -> content.add(part);
            }
        }
        boolean declines = !content.isEmpty()
                && content.getLast() instanceof Part.Refusal
                && content.stream().filter(Part.Refusal.class::isInstance).count() == 1;
        Optional<Part> refusal = declines ? Optional.of(content.removeLast()) : Optional.empty();
        content(message, own ? content : joined(content));
        if (refusal.isPresent() && refusal.get() instanceof Part.Refusal declined) {
            message.put("refusal", declined.text());
        }
        if (!thoughts.isEmpty() && habits.contains(Habit.NO_THOUGHTS)) {
            drops.add(Feature.THOUGHT);
        } else {
            ReasoningForms.write(message, thoughts, format);
        }
        CallForms.write(message, called);
        boolean silent = message.path("content").isString()
                && message.path("content").stringValue().isEmpty();
        if (silent && (!called.isEmpty() || refusal.isPresent())) {
            message.putNull("content");
        }
    }

    /** A call without arguments is one with none of them. */
    private static Part.ToolCall empty(Part.ToolCall call) {
        return new Part.ToolCall(call.id(), call.name(), "{}", false, call.signature(), call.cache());
    }

    /** Not every provider takes a list of what an assistant said. */
    private static List<Part> joined(List<Part> content) {
        boolean plain = content.stream()
                .allMatch(part -> part instanceof Part.Text text
                        && text.cache().isEmpty()
                        && text.citations().isEmpty());
        return plain && content.size() > 1
                ? List.of(new Part.Text(
                        Message.of(Role.ASSISTANT, content.toArray(Part[]::new)).text()))
                : content;
    }

    private void content(ObjectNode message, List<Part> parts) {
        ArrayNode pieces = Trees.array();
        ArrayNode annotations = Trees.array();
        for (Part part : parts) {
            if (part instanceof Part.Native more && isMessage(more)) {
                message.setAll((ObjectNode) Trees.node(more.json()));
            } else {
                piece(part).ifPresent(pieces::add);
            }
            if (part instanceof Part.Text text) {
                citations(text, annotations);
            }
        }
        message.set("content", shortened(pieces));
        if (!annotations.isEmpty()) {
            message.set(Answers.ANNOTATIONS, annotations);
        }
    }

    private void citations(Part.Text text, ArrayNode annotations) {
        for (Part.Citation citation : text.citations()) {
            if (own && citation.dialect().equals(Words.NAME)) {
                annotations.add(Trees.node(citation.json()));
            } else {
                drops.add(Feature.CITATIONS);
            }
        }
    }

    private Optional<ObjectNode> piece(Part part) {
        return switch (part) {
            case Part.Text text -> Optional.of(marks.mark(ContentForms.text(text.text()), text.cache(), drops));
            case Part.Refusal refusal ->
                Optional.of(Trees.object().put("type", "refusal").put("refusal", refusal.text()));
            case Part.Media media -> {
                Optional<ObjectNode> piece = ContentForms.media(media, own);
                if (piece.isEmpty()) {
                    drops.add(Feature.of(media));
                }
                yield piece.map(said -> marks.mark(said, media.cache(), drops));
            }
            case Part.Native whole -> {
                boolean within =
                        whole.dialect().equals(Words.NAME) && whole.kind().startsWith(ContentForms.WITHIN);
                if (!within) {
                    drops.add(Feature.NATIVE_PART);
                    yield Optional.empty();
                }
                yield Optional.of((ObjectNode) Trees.node(whole.json()));
            }
            case Part.Reasoning _ -> {
                drops.add(Feature.THOUGHT);
                yield Optional.empty();
            }
            case Part.ToolCall _, Part.ToolResult _ -> {
                drops.add(Feature.CALL);
                yield Optional.empty();
            }
        };
    }

    private void result(Part.ToolResult result) {
        boolean legacy = CallForms.isLegacy(result.callId());
        ObjectNode message = written.addObject().put("role", legacy ? "function" : "tool");
        Optional<String> known = Optional.ofNullable(calls.get(result.callId()));
        if (legacy) {
            message.put("name", result.name().or(() -> known).orElse(""));
        } else {
            message.put("tool_call_id", result.callId());
            if (own && !result.name().equals(known)) {
                result.name().ifPresent(name -> message.put("name", name));
            }
        }
        ArrayNode pieces = Trees.array();
        for (Part part : result.content()) {
            boolean aside = part instanceof Part.Media && !own;
            piece(part).ifPresent(aside ? shown::add : pieces::add);
            if (part instanceof Part.Text text) {
                citations(text, Trees.array());
            }
        }
        message.set("content", shortened(pieces));
        if (result.failed()) {
            drops.add(Feature.RESULT_FAILED);
        }
        marks.drop(result.cache(), drops);
    }

    private void show() {
        if (!shown.isEmpty()) {
            written.addObject().put("role", "user").set("content", shown);
            shown = Trees.array();
        }
    }

    /** A single plain text is written as such: every provider of this dialect reads it. */
    private static JsonNode shortened(ArrayNode pieces) {
        if (pieces.isEmpty()) {
            return Trees.read("\"\"");
        }
        JsonNode first = pieces.get(0);
        boolean plain = pieces.size() == 1
                && first.size() == 2
                && Words.text(first, "type").equals("text")
                && !Words.text(first, "text").isEmpty();
        return plain ? first.get("text") : pieces;
    }

    private static boolean isMessage(Part.Native part) {
        return part.dialect().equals(Words.NAME) && part.kind().equals(Answers.MESSAGE);
    }

    private static boolean isFormat(Part.Native part) {
        return part.dialect().equals(Words.NAME) && part.kind().equals(ReasoningForms.FORMAT);
    }
}
