package io.piuptime.testkit.turn;

import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.script.Sse;
import io.piuptime.testkit.script.Usage;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's chat completions. */
final class ChatWording implements Wording {
    private static final int CREATED = 1_700_000_000;

    @Override
    public Heard hear(Received received, JsonNode json) {
        List<String> tools = new ArrayList<>();
        json.path("tools").forEach(tool -> tools.add(Tree.text(tool.path("function"), "name")));
        List<Heard.Result> results = new ArrayList<>();
        String said = "";
        for (JsonNode message : json.path("messages")) {
            String text = Tree.texts(message.path("content"));
            switch (Tree.text(message, "role")) {
                case "user" -> said = text;
                case "tool" -> results.add(new Heard.Result(Tree.text(message, "tool_call_id"), text));
                default -> {}
            }
        }
        return new Heard(
                received,
                UpstreamDialect.CHAT,
                Tree.text(json, "model"),
                json.path("stream").asBoolean(false),
                tools,
                results,
                said,
                json);
    }

    @Override
    public Script say(Heard heard, Turn.Say say) {
        if (!heard.stream()) {
            return whole(
                    heard,
                    Tree.of("role", "assistant", "content", say.text(), "refusal", Tree.NULL),
                    "stop",
                    say.usage());
        }
        List<ObjectNode> chunks = texts(heard, say.text());
        chunks.add(chunk(heard, Tree.of(), "stop"));
        return done(heard, chunks, say.usage());
    }

    @Override
    public Script call(Heard heard, Turn.Call call) {
        List<ObjectNode> calls = new ArrayList<>();
        for (int i = 0; i < call.tools().size(); i++) {
            Turn.Tool tool = call.tools().get(i);
            calls.add(Tree.of(
                    "id",
                    heard.id("call_") + "_" + i,
                    "type",
                    "function",
                    "function",
                    function(tool, tool.arguments())));
        }
        if (!heard.stream()) {
            return whole(
                    heard,
                    Tree.of("role", "assistant", "content", Tree.NULL, "tool_calls", Tree.list(calls)),
                    "tool_calls",
                    call.usage());
        }
        List<ObjectNode> chunks = new ArrayList<>();
        chunks.add(chunk(heard, Tree.of("role", "assistant", "content", Tree.NULL), ""));
        for (int i = 0; i < calls.size(); i++) {
            Turn.Tool tool = call.tools().get(i);
            ObjectNode opening = Tree.of("index", i).setAll(calls.get(i)).set("function", function(tool, ""));
            chunks.add(chunk(heard, Tree.of("tool_calls", Tree.list(opening)), ""));
            for (String piece : Tree.pieces(tool.arguments())) {
                ObjectNode more = Tree.of("index", i, "function", Tree.of("arguments", piece));
                chunks.add(chunk(heard, Tree.of("tool_calls", Tree.list(more)), ""));
            }
        }
        chunks.add(chunk(heard, Tree.of(), "tool_calls"));
        return done(heard, chunks, call.usage());
    }

    @Override
    public Script fail(Turn.Fail fail) {
        return Script.answer(fail.status(), error(fail).toString());
    }

    @Override
    public Script broken(Heard heard, Turn.Break broken) {
        List<ObjectNode> chunks = texts(heard, broken.text());
        chunks.add(error(broken.fail()));
        return Tree.events(chunks, "");
    }

    /** The error object that both of OpenAI's dialects answer with. */
    static ObjectNode error(Turn.Fail fail) {
        String type = switch (fail.status()) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> fail.status() < 500 ? "invalid_request_error" : "server_error";
        };
        return Tree.of(
                "error", Tree.of("message", fail.message(), "type", type, "param", Tree.NULL, "code", Tree.NULL));
    }

    private static ObjectNode function(Turn.Tool tool, String arguments) {
        return Tree.of("name", tool.name(), "arguments", arguments);
    }

    private static List<ObjectNode> texts(Heard heard, String text) {
        List<ObjectNode> chunks = new ArrayList<>();
        chunks.add(chunk(heard, Tree.of("role", "assistant", "content", ""), ""));
        Tree.pieces(text).forEach(piece -> chunks.add(chunk(heard, Tree.of("content", piece), "")));
        return chunks;
    }

    private static Script whole(Heard heard, ObjectNode message, String finish, Usage usage) {
        ObjectNode choice = Tree.of("index", 0, "message", message, "logprobs", Tree.NULL, "finish_reason", finish);
        return Tree.reply(
                head(heard, "chat.completion").set("choices", Tree.list(choice)).set("usage", Tree.read(usage.json())));
    }

    private static ObjectNode chunk(Heard heard, ObjectNode delta, String finish) {
        ObjectNode choice = Tree.of("index", 0, "delta", delta, "finish_reason", finish.isEmpty() ? Tree.NULL : finish);
        return head(heard, "chat.completion.chunk").set("choices", Tree.list(choice));
    }

    private static Script done(Heard heard, List<ObjectNode> chunks, Usage usage) {
        if (heard.json().path("stream_options").path("include_usage").asBoolean(false)) {
            chunks.add(head(heard, "chat.completion.chunk")
                    .set("choices", Tree.list())
                    .set("usage", Tree.read(usage.json())));
        }
        return Tree.events(chunks, Sse.DONE);
    }

    private static ObjectNode head(Heard heard, String object) {
        return Tree.of("id", heard.id("chatcmpl-"), "object", object, "created", CREATED, "model", heard.model());
    }
}
