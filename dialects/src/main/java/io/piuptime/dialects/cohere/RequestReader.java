package io.piuptime.dialects.cohere;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.ChatRequest.Handling;
import io.piuptime.model.chat.ChatRequest.Tools;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import io.piuptime.model.chat.Tool;
import io.piuptime.model.chat.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Reads a request. */
final class RequestReader {
    static final String FORMAT = "response_format";
    static final String STRICT = "strict_tools";
    static final String LOGPROBS = "logprobs";
    static final String CHOICE = "tool_choice";

    private final Members body;

    RequestReader(Members body) {
        this.body = body;
    }

    ChatRequest read(Place place) {
        String model = place.model().isEmpty() ? body.needText("model") : place.model();
        body.node("model");
        boolean stream = body.flag("stream").orElse(false) || place.stream();
        List<Message> messages = new ArrayList<>();
        if (!body.has("messages")) {
            throw Members.missing("messages");
        }
        body.objects("messages").forEach(message -> messages.add(MessageReader.message(message)));
        Tools tools = tools();
        Sampling sampling = sampling();
        OutputFormat format = format();
        ReasoningWish reasoning = Thinking.read(body);
        Handling handling = new Handling(
                stream, stream, Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty());
        return new ChatRequest(
                model, messages, tools, sampling, format, reasoning, handling, body.rest(), CohereCodec.NAME);
    }

    private Sampling sampling() {
        List<String> stop = new ArrayList<>();
        for (JsonNode text : body.list("stop_sequences")) {
            if (!text.isString()) {
                throw Members.wrong("stop_sequences[" + stop.size() + "]", text, "string");
            }
            stop.add(text.stringValue());
        }
        boolean likely = body.flag(LOGPROBS).orElse(false);
        return new Sampling(
                body.whole("max_tokens"),
                body.number("temperature"),
                body.number("p"),
                body.number("k"),
                new Sampling.Penalties(body.number("frequency_penalty"), body.number("presence_penalty")),
                stop,
                body.whole("seed"),
                OptionalInt.empty(),
                likely ? OptionalInt.of(0) : OptionalInt.empty(),
                Map.of());
    }

    /** A format whose type is not known stays among the extras. */
    private OutputFormat format() {
        JsonNode said = body.all().path(FORMAT);
        String type = said.path("type").asString("");
        if (!type.equals("json_object")) {
            if (type.equals("text") && said.size() == 1) {
                body.node(FORMAT);
            }
            return new OutputFormat.Text();
        }
        Members format = body.object(FORMAT).orElseThrow();
        Optional<Json> schema = format.json("json_schema").or(() -> format.json("schema"));
        return schema.<OutputFormat>map(
                        json -> new OutputFormat.JsonSchema("response", Optional.empty(), json, Optional.empty()))
                .orElseGet(OutputFormat.JsonObject::new);
    }

    private Tools tools() {
        Optional<Boolean> strict = body.flag(STRICT);
        List<Tool> offered = new ArrayList<>();
        for (Members tool : body.objects("tools")) {
            Optional<Members> function = tool.object("function");
            offered.add(function.<Tool>map(said -> new Tool.Function(
                            said.needText("name"),
                            said.text("description"),
                            said.json("parameters"),
                            strict,
                            Optional.empty()))
                    .orElseGet(() -> new Tool.Native(
                            CohereCodec.NAME, tool.text("type").orElse(""), "", Trees.json(tool.all()))));
        }
        return new Tools(offered, choice(), Optional.empty());
    }

    private Optional<ToolChoice> choice() {
        return switch (body.all().path(CHOICE).asString("")) {
            case "REQUIRED" -> read(new ToolChoice.Any());
            case "NONE" -> read(new ToolChoice.None());
            default -> Optional.empty();
        };
    }

    private Optional<ToolChoice> read(ToolChoice choice) {
        body.node(CHOICE);
        return Optional.of(choice);
    }
}
