package io.piuptime.testkit.turn;

import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.script.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gemini's {@code generateContent}; streams are events where the query says {@code alt=sse}, else pieces of one array. */
final class GeminiWording implements Wording {
    @Override
    public Heard hear(Received received, JsonNode json) {
        List<String> tools = new ArrayList<>();
        for (JsonNode tool : json.path("tools")) {
            tool.path("functionDeclarations").forEach(one -> tools.add(Tree.text(one, "name")));
        }
        List<Heard.Result> results = new ArrayList<>();
        String said = "";
        for (JsonNode content : json.path("contents")) {
            for (JsonNode part : content.path("parts")) {
                if (part.has("functionResponse")) {
                    JsonNode result = part.path("functionResponse");
                    results.add(new Heard.Result(
                            Tree.text(result, result.has("id") ? "id" : "name"),
                            result.path("response").toString()));
                }
            }
            String text = Tree.texts(content.path("parts"));
            if (!Tree.text(content, "role").equals("model") && !text.isEmpty()) {
                said = text;
            }
        }
        String path = received.path();
        return new Heard(
                received,
                UpstreamDialect.GEMINI,
                path.substring(path.indexOf("/models/") + "/models/".length(), path.lastIndexOf(':')),
                path.endsWith(":streamGenerateContent"),
                tools,
                results,
                said,
                json);
    }

    @Override
    public Script say(Heard heard, Turn.Say say) {
        if (!heard.stream()) {
            return Tree.reply(chunk(heard, List.of(Tree.of("text", say.text())), "STOP", say.usage()));
        }
        List<ObjectNode> chunks = texts(heard, say.text());
        chunks.add(chunk(heard, List.of(Tree.of("text", "")), "STOP", say.usage()));
        return stream(heard, chunks);
    }

    @Override
    public Script call(Heard heard, Turn.Call call) {
        List<ObjectNode> parts = new ArrayList<>();
        for (int i = 0; i < call.tools().size(); i++) {
            Turn.Tool tool = call.tools().get(i);
            parts.add(Tree.of(
                    "functionCall",
                    Tree.of("id", heard.id("fc_") + "_" + i, "name", tool.name())
                            .set("args", Tree.read(tool.arguments()))));
        }
        ObjectNode chunk = chunk(heard, parts, "STOP", call.usage());
        return heard.stream() ? stream(heard, List.of(chunk)) : Tree.reply(chunk);
    }

    @Override
    public Script fail(Turn.Fail fail) {
        return Script.answer(fail.status(), error(fail).toString());
    }

    @Override
    public Script broken(Heard heard, Turn.Break broken) {
        List<ObjectNode> chunks = texts(heard, broken.text());
        chunks.add(error(broken.fail()));
        return stream(heard, chunks);
    }

    @Override
    public Script count(int tokens) {
        return Tree.reply(Tree.of("totalTokens", tokens));
    }

    private static ObjectNode error(Turn.Fail fail) {
        String status = switch (fail.status()) {
            case 400 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> fail.status() < 500 ? "FAILED_PRECONDITION" : "INTERNAL";
        };
        return Tree.of("error", Tree.of("code", fail.status(), "message", fail.message(), "status", status));
    }

    private static List<ObjectNode> texts(Heard heard, String text) {
        List<ObjectNode> chunks = new ArrayList<>();
        Tree.pieces(text).forEach(piece -> chunks.add(head(heard, List.of(Tree.of("text", piece)))));
        return chunks;
    }

    private static Script stream(Heard heard, List<ObjectNode> chunks) {
        if (heard.received().target().contains("alt=sse")) {
            return Tree.events(chunks, "");
        }
        List<Buffer> frames = new ArrayList<>();
        for (ObjectNode chunk : chunks) {
            frames.add(Buffer.buffer((frames.isEmpty() ? "[" : ",\r\n") + chunk));
        }
        frames.add(Buffer.buffer("]"));
        return Tree.stream(List.of(new Header("content-type", "application/json; charset=UTF-8")), frames);
    }

    private static ObjectNode chunk(Heard heard, List<ObjectNode> parts, String finish, Usage usage) {
        ObjectNode chunk = head(heard, parts);
        ((ObjectNode) chunk.path("candidates").path(0)).put("finishReason", finish);
        return chunk.set(
                "usageMetadata",
                Tree.of(
                        "promptTokenCount",
                        usage.prompt(),
                        "candidatesTokenCount",
                        usage.completion() - usage.reasoning(),
                        "thoughtsTokenCount",
                        usage.reasoning(),
                        "cachedContentTokenCount",
                        usage.cached(),
                        "totalTokenCount",
                        usage.prompt() + usage.completion()));
    }

    private static ObjectNode head(Heard heard, List<ObjectNode> parts) {
        ObjectNode content = Tree.of("parts", Tree.list(parts), "role", "model");
        return Tree.of("candidates", Tree.list(Tree.of("content", content, "index", 0)))
                .put("modelVersion", heard.model())
                .put("responseId", heard.id("resp_"));
    }
}
