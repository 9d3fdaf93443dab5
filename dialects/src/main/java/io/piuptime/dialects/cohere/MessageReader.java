package io.piuptime.dialects.cohere;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Message.Role;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads messages, of requests and of replies. */
final class MessageReader {
    /** Id of a thought that Cohere calls the plan for its tools. */
    static final String PLAN = "tool_plan";

    private static final String BASE64 = ";base64,";

    private MessageReader() {}

    static Message message(Members message) {
        String role = message.needText("role");
        return switch (role) {
            case "system" -> new Message(Role.SYSTEM, content(message), Optional.empty());
            case "developer" -> new Message(Role.DEVELOPER, content(message), Optional.empty());
            case "user" -> new Message(Role.USER, content(message), Optional.empty());
            case "assistant" -> new Message(Role.ASSISTANT, answer(message), Optional.empty());
            case "tool" -> new Message(Role.TOOL, List.of(result(message)), Optional.empty());
            default ->
                throw Members.wrong(
                        message.path("role"), message.all().path("role"), "system, user, assistant or tool");
        };
    }

    /** What a model said: its plan or thoughts, its words with their sources, its calls. */
    static List<Part> answer(Members message) {
        List<Part> parts = new ArrayList<>();
        message.text(PLAN)
                .filter(plan -> !plan.isEmpty())
                .ifPresent(plan ->
                        parts.add(new Part.Reasoning(PLAN, plan, List.of(), Optional.empty(), Optional.empty())));
        List<Part> content = content(message);
        parts.addAll(Citations.attached(content, message.objects("citations")));
        for (Members call : message.objects("tool_calls")) {
            parts.add(call(call));
        }
        return parts;
    }

    static Part.ToolCall call(Members call) {
        Optional<Members> function = call.object("function");
        return new Part.ToolCall(
                call.text("id").orElse(""),
                function.flatMap(said -> said.text("name")).orElse(""),
                function.flatMap(said -> said.text("arguments")).orElse(""));
    }

    private static Part result(Members message) {
        List<Part> content = new ArrayList<>();
        if (message.all().path("content").isString()) {
            content.add(new Part.Text(message.needText("content")));
        } else {
            message.objects("content").forEach(item -> content.add(part(item)));
        }
        return new Part.ToolResult(
                message.text("tool_call_id").orElse(""), Optional.empty(), content, false, Optional.empty());
    }

    private static List<Part> content(Members message) {
        if (!message.has("content")) {
            return List.of();
        }
        if (message.all().path("content").isString()) {
            return List.of(new Part.Text(message.needText("content")));
        }
        List<Part> parts = new ArrayList<>();
        message.objects("content").forEach(item -> parts.add(part(item)));
        return parts;
    }

    private static Part part(Members item) {
        String type = item.needText("type");
        return switch (type) {
            case "text" -> new Part.Text(item.text("text").orElse(""));
            case "thinking" -> new Part.Reasoning(item.text("thinking").orElse(""));
            case "image_url" ->
                image(item.object("image_url").orElseThrow(() -> Members.missing(item.path("image_url"))));
            case "document" ->
                document(item.object("document").orElseThrow(() -> Members.missing(item.path("document"))));
            default -> new Part.Native(CohereCodec.NAME, type, Trees.json(item.all()));
        };
    }

    private static Part image(Members image) {
        String url = image.needText("url");
        int comma = url.indexOf(BASE64);
        Source source = url.startsWith("data:") && comma > 0
                ? new Source.Inline(url.substring("data:".length(), comma), url.substring(comma + BASE64.length()))
                : new Source.Link(url, "");
        return new Part.Media(Part.Media.Kind.IMAGE, source, image.text("detail"), Optional.empty(), Optional.empty());
    }

    /** What a tool found. A document without an id is as good as its text. */
    private static Part document(Members document) {
        JsonNode data = document.node("data").orElseThrow(() -> Members.missing(document.path("data")));
        String text = data.isString() ? data.stringValue() : Trees.json(data).text();
        return document.text("id")
                .<Part>map(id -> new Part.Media(
                        Part.Media.Kind.FILE,
                        new Source.Plain(text),
                        Optional.empty(),
                        Optional.of(id),
                        Optional.empty()))
                .orElseGet(() -> new Part.Text(text));
    }
}
