package io.piuptime.dialects.cohere;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes messages, of requests and of replies. */
final class MessageWriter {
    private final boolean thoughts;
    private final Drops drops;

    /**
     * Creates a writer.
     *
     * @param thoughts whether thoughts may be among what is written
     */
    MessageWriter(boolean thoughts, Drops drops) {
        this.thoughts = thoughts;
        this.drops = drops;
    }

    /** Writes a message; results of tools become messages of their own, in front of what else is said. */
    void write(Message message, ArrayNode messages) {
        if (message.name().isPresent()) {
            drops.add(Feature.PARTICIPANT);
        }
        List<Part> said = message.parts().stream()
                .filter(part -> !(part instanceof Part.ToolResult))
                .toList();
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolResult result) {
                result(result, messages.addObject());
            }
        }
        switch (message.role()) {
            case ASSISTANT -> answer(said, messages.addObject().put("role", "assistant"), false);
            case SYSTEM, DEVELOPER -> content(said, "system", messages);
            case USER, TOOL -> content(said, "user", messages);
        }
    }

    private void content(List<Part> parts, String role, ArrayNode messages) {
        ArrayNode content = Trees.array();
        parts.forEach(part -> part(part, content));
        if (!content.isEmpty()) {
            set(content, messages.addObject().put("role", role));
        }
    }

    /** Content that is one text is written as such. */
    private static void set(ArrayNode content, ObjectNode message) {
        boolean plain =
                content.size() == 1 && content.path(0).path("type").asString("").equals("text");
        message.set("content", plain ? content.path(0).path("text") : content);
    }

    /**
     * Writes what a model said.
     *
     * @param reply whether it is an answer just given, whose content is always a list
     */
    void answer(List<Part> parts, ObjectNode message, boolean reply) {
        ArrayNode content = Trees.array();
        ArrayNode calls = Trees.array();
        ArrayNode citations = Trees.array();
        StringBuilder plan = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.ToolCall call -> call(call, calls.addObject());
                case Part.Reasoning thought when thought.id().equals(MessageReader.PLAN) -> plan.append(thought.text());
                case Part.Native own
                when own.kind().equals(Citations.KIND) && own.dialect().equals(CohereCodec.NAME) ->
                    citations.add(Trees.node(own.json()));
                case Part.Text text -> {
                    part(text, content);
                    Citations.write(text.citations(), citations, drops);
                }
                case Part.Reasoning _, Part.Refusal _, Part.Media _, Part.Native _, Part.ToolResult _ ->
                    part(part, content);
            }
        }
        if (reply ? !content.isEmpty() : !content.isEmpty() || calls.isEmpty()) {
            if (reply) {
                message.set("content", content);
            } else {
                set(content, message);
            }
        }
        if (!plan.isEmpty()) {
            message.put(MessageReader.PLAN, plan.toString());
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        if (!citations.isEmpty()) {
            message.set("citations", citations);
        }
    }

    private void call(Part.ToolCall call, ObjectNode written) {
        if (call.signature().isPresent()) {
            drops.add(Feature.CALL_PROOF);
        }
        written.put("id", call.id()).put("type", "function");
        written.putObject("function").put("name", call.name()).put("arguments", arguments(call));
    }

    private String arguments(Part.ToolCall call) {
        if (call.custom()) {
            return Trees.json(Trees.object().put(ToolForms.INPUT, call.arguments()))
                    .text();
        }
        if (call.arguments().isBlank()) {
            return "{}";
        }
        if (!isObject(call.arguments())) {
            drops.add(Feature.CALL_ARGUMENTS);
            return Trees.json(Trees.object().put(ToolForms.INPUT, call.arguments()))
                    .text();
        }
        return call.arguments();
    }

    private static boolean isObject(String text) {
        try {
            return Trees.read(text).isObject();
        } catch (JacksonException _) {
            return false;
        }
    }

    private void result(Part.ToolResult result, ObjectNode message) {
        message.put("role", "tool").put("tool_call_id", result.callId());
        if (result.failed()) {
            drops.add(Feature.RESULT_FAILED);
        }
        ArrayNode content = Trees.array();
        for (Part part : result.content()) {
            if (part instanceof Part.Media media && media.source() instanceof Source.Plain plain) {
                ObjectNode document =
                        content.addObject().put("type", "document").putObject("document");
                media.title().ifPresent(title -> document.put("id", title));
                document.put("data", plain.text());
            } else if (part instanceof Part.Text text) {
                content.addObject().put("type", "text").put("text", text.text());
            } else {
                drops.add(Feature.RESULT_CONTENT);
            }
        }
        if (content.isEmpty()) {
            message.put("content", "");
        } else {
            set(content, message);
        }
    }

    private void part(Part part, ArrayNode content) {
        switch (part) {
            case Part.Text text -> {
                hint(text.cache());
                content.addObject().put("type", "text").put("text", text.text());
            }
            case Part.Refusal refusal -> content.addObject().put("type", "text").put("text", refusal.text());
            case Part.Media media -> media(media, content);
            case Part.Reasoning thought -> thought(thought, content);
            case Part.Native own -> {
                if (own.dialect().equals(CohereCodec.NAME)) {
                    content.add(Trees.node(own.json()));
                } else {
                    drops.add(Feature.NATIVE_PART);
                }
            }
            case Part.ToolCall _ -> drops.add(Feature.CALL);
            case Part.ToolResult _ -> {
                // written as a message of its own
            }
        }
    }

    private void hint(Optional<Part.CacheHint> hint) {
        if (hint.isPresent()) {
            drops.add(Feature.CACHE);
        }
    }

    private void thought(Part.Reasoning thought, ArrayNode content) {
        PartFrames.dropSigns(thought, drops);
        String text = thought.text().isEmpty() ? String.join("\n\n", thought.summary()) : thought.text();
        if (!thoughts) {
            drops.add(Feature.THOUGHT);
        } else if (!text.isEmpty()) {
            content.addObject().put("type", "thinking").put("thinking", text);
        }
    }

    private void media(Part.Media media, ArrayNode content) {
        hint(media.cache());
        if (media.source() instanceof Source.Plain plain) {
            content.addObject().put("type", "text").put("text", plain.text());
            return;
        }
        Optional<String> url = media.kind() == Part.Media.Kind.IMAGE ? url(media.source()) : Optional.empty();
        if (url.isEmpty()) {
            drops.add(Feature.of(media));
            return;
        }
        ObjectNode image = content.addObject()
                .put("type", "image_url")
                .putObject("image_url")
                .put("url", url.get());
        media.detail().ifPresent(detail -> image.put("detail", detail));
    }

    private static Optional<String> url(Source source) {
        return switch (source) {
            case Source.Inline inline -> {
                String type = inline.mediaType().isEmpty() ? "image/png" : inline.mediaType();
                yield Optional.of("data:" + type + ";base64," + inline.data());
            }
            case Source.Link link -> Optional.of(link.url());
            case Source.Held _, Source.Plain _ -> Optional.empty();
        };
    }
}
