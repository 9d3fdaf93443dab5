package io.piuptime.testkit.turn;

import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.script.Usage;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's responses. */
final class ResponsesWording implements Wording {
    private static final int CREATED = 1_700_000_000;

    @Override
    public Heard hear(Received received, JsonNode json) {
        List<String> tools = new ArrayList<>();
        json.path("tools").forEach(tool -> tools.add(Tree.text(tool, tool.has("name") ? "name" : "type")));
        List<Heard.Result> results = new ArrayList<>();
        String said = Tree.texts(json.path("input").isString() ? json.path("input") : Tree.NULL);
        for (JsonNode item : json.path("input")) {
            if (Tree.text(item, "type").endsWith("_call_output")) {
                results.add(new Heard.Result(Tree.text(item, "call_id"), Tree.texts(item.path("output"))));
            } else if (Tree.text(item, "role").equals("user")) {
                said = Tree.texts(item.path("content"));
            }
        }
        return new Heard(
                received,
                UpstreamDialect.RESPONSES,
                Tree.text(json, "model"),
                json.path("stream").asBoolean(false),
                tools,
                results,
                said,
                json);
    }

    @Override
    public Script say(Heard heard, Turn.Say say) {
        ObjectNode item = message(heard, "completed", Tree.list(part(say.text())));
        ObjectNode response = response(heard, "completed", List.of(item), say.usage());
        if (!heard.stream()) {
            return Tree.reply(response);
        }
        List<ObjectNode> events = opening(heard);
        events.addAll(texts(heard, say.text()));
        ObjectNode place = place(item, 0).put("content_index", 0);
        events.add(event("response.output_text.done", place)
                .put("text", say.text())
                .set("logprobs", Tree.list()));
        events.add(event("response.content_part.done", place).set("part", part(say.text())));
        events.add(event("response.output_item.done", Tree.of("output_index", 0, "item", item)));
        return done(events, response);
    }

    @Override
    public Script call(Heard heard, Turn.Call call) {
        List<ObjectNode> items = new ArrayList<>();
        for (int i = 0; i < call.tools().size(); i++) {
            Turn.Tool tool = call.tools().get(i);
            items.add(Tree.of("id", heard.id("fc_") + "_" + i, "type", "function_call", "status", "completed")
                    .put("call_id", heard.id("call_") + "_" + i)
                    .put("name", tool.name())
                    .put("arguments", tool.arguments()));
        }
        ObjectNode response = response(heard, "completed", items, call.usage());
        if (!heard.stream()) {
            return Tree.reply(response);
        }
        List<ObjectNode> events = opening(heard);
        for (int i = 0; i < items.size(); i++) {
            events.addAll(call(items.get(i), i));
        }
        return done(events, response);
    }

    private static List<ObjectNode> call(ObjectNode item, int index) {
        List<ObjectNode> events = new ArrayList<>();
        ObjectNode begun = item.deepCopy().put("status", "in_progress").put("arguments", "");
        events.add(event("response.output_item.added", Tree.of("output_index", index, "item", begun)));
        String arguments = Tree.text(item, "arguments");
        for (String piece : Tree.pieces(arguments)) {
            events.add(event("response.function_call_arguments.delta", place(item, index))
                    .put("delta", piece));
        }
        events.add(event("response.function_call_arguments.done", place(item, index))
                .put("name", Tree.text(item, "name"))
                .put("arguments", arguments));
        events.add(event("response.output_item.done", Tree.of("output_index", index, "item", item)));
        return events;
    }

    @Override
    public Script fail(Turn.Fail fail) {
        return Script.answer(fail.status(), ChatWording.error(fail).toString());
    }

    @Override
    public Script count(int tokens) {
        return Tree.reply(Tree.of("object", "response.input_tokens", "input_tokens", tokens));
    }

    @Override
    public Script broken(Heard heard, Turn.Break broken) {
        List<ObjectNode> events = opening(heard);
        events.addAll(texts(heard, broken.text()));
        ObjectNode response = response(heard, "failed", List.of(), Turn.USAGE)
                .set("usage", Tree.NULL)
                .set(
                        "error",
                        Tree.of(
                                "code",
                                broken.fail().status() == 429 ? "rate_limit_exceeded" : "server_error",
                                "message",
                                broken.fail().message()));
        events.add(Tree.of("type", "response.failed", "response", response));
        return numbered(events);
    }

    private static List<ObjectNode> opening(Heard heard) {
        ObjectNode response =
                response(heard, "in_progress", List.of(), Turn.USAGE).set("usage", Tree.NULL);
        List<ObjectNode> events = new ArrayList<>();
        events.add(Tree.of("type", "response.created", "response", response));
        events.add(Tree.of("type", "response.in_progress", "response", response));
        return events;
    }

    private static List<ObjectNode> texts(Heard heard, String text) {
        List<ObjectNode> events = new ArrayList<>();
        ObjectNode item = message(heard, "in_progress", Tree.list());
        ObjectNode place = place(item, 0).put("content_index", 0);
        events.add(event("response.output_item.added", Tree.of("output_index", 0, "item", item)));
        events.add(event("response.content_part.added", place).set("part", part("")));
        for (String piece : Tree.pieces(text)) {
            events.add(event("response.output_text.delta", place)
                    .put("delta", piece)
                    .set("logprobs", Tree.list()));
        }
        return events;
    }

    private static Script done(List<ObjectNode> events, ObjectNode response) {
        events.add(Tree.of("type", "response.completed", "response", response));
        return numbered(events);
    }

    private static Script numbered(List<ObjectNode> events) {
        for (int i = 0; i < events.size(); i++) {
            events.get(i).put("sequence_number", i);
        }
        return Tree.namedEvents(events);
    }

    private static ObjectNode place(ObjectNode item, int index) {
        return Tree.of("item_id", Tree.text(item, "id"), "output_index", index);
    }

    private static ObjectNode event(String type, ObjectNode members) {
        return Tree.of("type", type).setAll(members);
    }

    private static ObjectNode message(Heard heard, String status, JsonNode content) {
        return Tree.of("id", heard.id("msg_"), "type", "message", "status", status, "role", "assistant")
                .set("content", content);
    }

    private static ObjectNode part(String text) {
        return Tree.of("type", "output_text", "text", text, "annotations", Tree.list(), "logprobs", Tree.list());
    }

    private static ObjectNode response(Heard heard, String status, List<ObjectNode> output, Usage usage) {
        return Tree.of("id", heard.id("resp_"), "object", "response", "created_at", CREATED, "status", status)
                .put("model", heard.model())
                .set("output", Tree.list(output))
                .set("error", Tree.NULL)
                .set("incomplete_details", Tree.NULL)
                .set("instructions", Tree.NULL)
                .set("metadata", Tree.of())
                .put("parallel_tool_calls", true)
                .put("tool_choice", "auto")
                .set("tools", Tree.list())
                .set("usage", usage(usage));
    }

    private static ObjectNode usage(Usage usage) {
        return Tree.of(
                "input_tokens",
                usage.prompt(),
                "input_tokens_details",
                Tree.of("cached_tokens", usage.cached()),
                "output_tokens",
                usage.completion(),
                "output_tokens_details",
                Tree.of("reasoning_tokens", usage.reasoning()),
                "total_tokens",
                usage.prompt() + usage.completion());
    }
}
