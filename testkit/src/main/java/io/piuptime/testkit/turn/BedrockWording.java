package io.piuptime.testkit.turn;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.AwsEvent;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.script.Usage;
import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Bedrock's {@code Converse} and {@code ConverseStream}. */
final class BedrockWording implements Wording {
    private static final Header EVENT_STREAM = new Header("content-type", "application/vnd.amazon.eventstream");

    @Override
    public Heard hear(Received received, JsonNode json) {
        List<String> tools = new ArrayList<>();
        json.path("toolConfig").path("tools").forEach(tool -> tools.add(Tree.text(tool.path("toolSpec"), "name")));
        List<Heard.Result> results = new ArrayList<>();
        String said = "";
        for (JsonNode message : json.path("messages")) {
            for (JsonNode block : message.path("content")) {
                if (block.has("toolResult")) {
                    results.add(result(block.path("toolResult")));
                }
            }
            String text = Tree.texts(message.path("content"));
            if (Tree.text(message, "role").equals("user") && !text.isEmpty()) {
                said = text;
            }
        }
        String path = received.path();
        String model = path.substring(path.indexOf("/model/") + "/model/".length(), path.lastIndexOf('/'));
        return new Heard(
                received,
                UpstreamDialect.BEDROCK,
                URLDecoder.decode(model, UTF_8),
                path.endsWith("/converse-stream"),
                tools,
                results,
                said,
                json);
    }

    private static Heard.Result result(JsonNode result) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : result.path("content")) {
            text.append(part.has("json") ? part.path("json").toString() : Tree.text(part, "text"));
        }
        return new Heard.Result(Tree.text(result, "toolUseId"), text.toString());
    }

    @Override
    public Script say(Heard heard, Turn.Say say) {
        if (!heard.stream()) {
            return whole(List.of(Tree.of("text", say.text())), "end_turn", say.usage());
        }
        List<Buffer> frames = texts(say.text());
        frames.add(event("contentBlockStop", Tree.of("contentBlockIndex", 0)));
        return done(frames, "end_turn", say.usage());
    }

    @Override
    public Script call(Heard heard, Turn.Call call) {
        List<ObjectNode> uses = new ArrayList<>();
        for (int i = 0; i < call.tools().size(); i++) {
            uses.add(Tree.of(
                    "toolUseId",
                    heard.id("tooluse_") + "_" + i,
                    "name",
                    call.tools().get(i).name()));
        }
        if (!heard.stream()) {
            List<ObjectNode> blocks = new ArrayList<>();
            for (int i = 0; i < uses.size(); i++) {
                JsonNode input = Tree.read(call.tools().get(i).arguments());
                blocks.add(Tree.of("toolUse", uses.get(i).set("input", input)));
            }
            return whole(blocks, "tool_use", call.usage());
        }
        List<Buffer> frames = opening();
        for (int i = 0; i < uses.size(); i++) {
            frames.add(event(
                    "contentBlockStart", Tree.of("contentBlockIndex", i, "start", Tree.of("toolUse", uses.get(i)))));
            for (String piece : Tree.pieces(call.tools().get(i).arguments())) {
                frames.add(delta(i, Tree.of("toolUse", Tree.of("input", piece))));
            }
            frames.add(event("contentBlockStop", Tree.of("contentBlockIndex", i)));
        }
        return done(frames, "tool_use", call.usage());
    }

    @Override
    public Script fail(Turn.Fail fail) {
        List<Header> headers = List.of(
                new Header("content-type", "application/json"), new Header("x-amzn-errortype", exception(fail) + ":"));
        return Script.answer(fail.status(), headers, message(fail).toString().getBytes(UTF_8));
    }

    @Override
    public Script count(int tokens) {
        return Tree.reply(Tree.of("inputTokens", tokens));
    }

    @Override
    public Script broken(Heard heard, Turn.Break broken) {
        List<Buffer> frames = texts(broken.text());
        String type = exception(broken.fail());
        String inStream = Character.toLowerCase(type.charAt(0)) + type.substring(1);
        frames.add(Buffer.buffer(
                AwsEvent.exception(inStream, message(broken.fail()).toString()).bytes()));
        return Tree.stream(List.of(EVENT_STREAM), frames);
    }

    private static String exception(Turn.Fail fail) {
        return switch (fail.status()) {
            case 403 -> "AccessDeniedException";
            case 404 -> "ResourceNotFoundException";
            case 408 -> "ModelTimeoutException";
            case 424 -> "ModelErrorException";
            case 429 -> "ThrottlingException";
            case 503 -> "ServiceUnavailableException";
            default -> fail.status() < 500 ? "ValidationException" : "InternalServerException";
        };
    }

    private static ObjectNode message(Turn.Fail fail) {
        return Tree.of("message", fail.message());
    }

    private static Script whole(List<ObjectNode> blocks, String stop, Usage usage) {
        ObjectNode message = Tree.of("role", "assistant", "content", Tree.list(blocks));
        return Tree.reply(Tree.of(
                "output",
                Tree.of("message", message),
                "stopReason",
                stop,
                "usage",
                usage(usage),
                "metrics",
                Tree.of("latencyMs", 5)));
    }

    private static List<Buffer> texts(String text) {
        List<Buffer> frames = opening();
        Tree.pieces(text).forEach(piece -> frames.add(delta(0, Tree.of("text", piece))));
        return frames;
    }

    private static List<Buffer> opening() {
        List<Buffer> frames = new ArrayList<>();
        frames.add(event("messageStart", Tree.of("role", "assistant")));
        return frames;
    }

    private static Buffer delta(int block, ObjectNode delta) {
        return event("contentBlockDelta", Tree.of("contentBlockIndex", block, "delta", delta));
    }

    private static Script done(List<Buffer> frames, String stop, Usage usage) {
        frames.add(event("messageStop", Tree.of("stopReason", stop)));
        frames.add(event("metadata", Tree.of("usage", usage(usage), "metrics", Tree.of("latencyMs", 5))));
        return Tree.stream(List.of(EVENT_STREAM), frames);
    }

    private static Buffer event(String type, ObjectNode json) {
        return Buffer.buffer(AwsEvent.json(type, json.toString()).bytes());
    }

    /** What came from the cache is not among the input tokens here, but in the total. */
    private static ObjectNode usage(Usage usage) {
        return Tree.of(
                "inputTokens",
                usage.prompt() - usage.cached(),
                "outputTokens",
                usage.completion(),
                "totalTokens",
                usage.prompt() + usage.completion(),
                "cacheReadInputTokens",
                usage.cached(),
                "cacheWriteInputTokens",
                0);
    }
}
