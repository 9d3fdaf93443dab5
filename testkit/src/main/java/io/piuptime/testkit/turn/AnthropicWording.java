package io.piuptime.testkit.turn;

import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.script.Usage;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's messages. */
final class AnthropicWording implements Wording {
    @Override
    public Heard hear(Received received, JsonNode json) {
        List<String> tools = new ArrayList<>();
        json.path("tools").forEach(tool -> tools.add(Tree.text(tool, "name")));
        List<Heard.Result> results = new ArrayList<>();
        String said = "";
        for (JsonNode message : json.path("messages")) {
            for (JsonNode block : message.path("content")) {
                if (Tree.text(block, "type").equals("tool_result")) {
                    results.add(new Heard.Result(Tree.text(block, "tool_use_id"), Tree.texts(block.path("content"))));
                }
            }
            String text = Tree.texts(message.path("content"));
            if (Tree.text(message, "role").equals("user") && !text.isEmpty()) {
                said = text;
            }
        }
        return new Heard(
                received,
                UpstreamDialect.ANTHROPIC,
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
            return whole(heard, List.of(Tree.of("type", "text", "text", say.text())), "end_turn", say.usage());
        }
        List<ObjectNode> events = opening(heard, say.usage());
        events.addAll(texts(say.text()));
        events.add(Tree.of("type", "content_block_stop", "index", 0));
        return done(events, "end_turn", say.usage());
    }

    @Override
    public Script call(Heard heard, Turn.Call call) {
        List<ObjectNode> blocks = new ArrayList<>();
        for (int i = 0; i < call.tools().size(); i++) {
            Turn.Tool tool = call.tools().get(i);
            blocks.add(Tree.of("type", "tool_use", "id", heard.id("toolu_") + "_" + i, "name", tool.name())
                    .set("input", Tree.read(tool.arguments())));
        }
        if (!heard.stream()) {
            return whole(heard, blocks, "tool_use", call.usage());
        }
        List<ObjectNode> events = opening(heard, call.usage());
        for (int i = 0; i < blocks.size(); i++) {
            events.add(Tree.of("type", "content_block_start", "index", i)
                    .set("content_block", blocks.get(i).set("input", Tree.of())));
            for (String piece : Tree.pieces(call.tools().get(i).arguments())) {
                events.add(delta(i, Tree.of("type", "input_json_delta", "partial_json", piece)));
            }
            events.add(Tree.of("type", "content_block_stop", "index", i));
        }
        return done(events, "tool_use", call.usage());
    }

    @Override
    public Script fail(Turn.Fail fail) {
        return Script.answer(fail.status(), error(fail).toString());
    }

    @Override
    public Script broken(Heard heard, Turn.Break broken) {
        List<ObjectNode> events = opening(heard, Turn.USAGE);
        events.addAll(texts(broken.text()));
        events.add(error(broken.fail()));
        return Tree.namedEvents(events);
    }

    @Override
    public Script count(int tokens) {
        return Tree.reply(Tree.of("input_tokens", tokens));
    }

    private static ObjectNode error(Turn.Fail fail) {
        String type = switch (fail.status()) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 529 -> "overloaded_error";
            default -> fail.status() < 500 ? "invalid_request_error" : "api_error";
        };
        return Tree.of(
                "type", "error", "error", Tree.of("type", type, "message", fail.message()), "request_id", "req_fake");
    }

    private static List<ObjectNode> texts(String text) {
        List<ObjectNode> events = new ArrayList<>();
        events.add(Tree.of("type", "content_block_start", "index", 0)
                .set("content_block", Tree.of("type", "text", "text", "")));
        events.add(Tree.of("type", "ping"));
        Tree.pieces(text).forEach(piece -> events.add(delta(0, Tree.of("type", "text_delta", "text", piece))));
        return events;
    }

    private static ObjectNode delta(int index, ObjectNode delta) {
        return Tree.of("type", "content_block_delta", "index", index, "delta", delta);
    }

    private static Script whole(Heard heard, List<ObjectNode> blocks, String stop, Usage usage) {
        return Tree.reply(message(heard, blocks)
                .put("stop_reason", stop)
                .set("usage", prompt(usage).put("output_tokens", usage.completion())));
    }

    private static List<ObjectNode> opening(Heard heard, Usage usage) {
        ObjectNode message = message(heard, List.of())
                .set("stop_reason", Tree.NULL)
                .set("usage", prompt(usage).put("output_tokens", 1));
        List<ObjectNode> events = new ArrayList<>();
        events.add(Tree.of("type", "message_start", "message", message));
        return events;
    }

    private static Script done(List<ObjectNode> events, String stop, Usage usage) {
        events.add(Tree.of("type", "message_delta", "delta", Tree.of("stop_reason", stop, "stop_sequence", Tree.NULL))
                .set("usage", Tree.of("output_tokens", usage.completion())));
        events.add(Tree.of("type", "message_stop"));
        return Tree.namedEvents(events);
    }

    private static ObjectNode message(Heard heard, List<ObjectNode> blocks) {
        return Tree.of("id", heard.id("msg_"), "type", "message", "role", "assistant", "model", heard.model())
                .set("content", Tree.list(blocks))
                .set("stop_sequence", Tree.NULL);
    }

    /** What came from the cache is not among the input tokens here. */
    private static ObjectNode prompt(Usage usage) {
        return Tree.of(
                "input_tokens",
                usage.prompt() - usage.cached(),
                "cache_creation_input_tokens",
                0,
                "cache_read_input_tokens",
                usage.cached());
    }
}
