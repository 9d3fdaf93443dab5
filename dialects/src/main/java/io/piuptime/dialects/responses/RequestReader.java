package io.piuptime.dialects.responses;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.responses.item.ItemForms;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads requests. What has no place in the canonical form goes to the extras; a member within another is {@code text.verbosity}. */
final class RequestReader {
    static final String SEALED = "reasoning.encrypted_content";
    static final String LOGPROBS = "message.output_text.logprobs";
    static final String MORE_OF_TOOLS = "tools.members";

    private final Members body;
    private final Map<String, Json> extras = new LinkedHashMap<>();
    private boolean sealed;
    private boolean likely;

    private RequestReader(Members body) {
        this.body = body;
    }

    static ChatRequest read(Members body, Place place) {
        return new RequestReader(body).read(place);
    }

    private ChatRequest read(Place place) {
        Optional<String> said = body.text("model");
        String model = place.model().isEmpty() ? said.orElseThrow(() -> Members.missing("model")) : place.model();
        include();
        List<Message> messages = InputReader.read(body);
        Tools tools = tools();
        Sampling sampling = sampling();
        OutputFormat format = format();
        ReasoningWish reasoning = reasoning();
        Handling handling = handling(place);
        extras.putAll(body.rest());
        return new ChatRequest(
                model, messages, tools, sampling, format, reasoning, handling, extras, ItemForms.DIALECT);
    }

    private void include() {
        ArrayNode others = Trees.array();
        for (JsonNode name : body.list("include")) {
            switch (name.asString("")) {
                case SEALED -> sealed = true;
                case LOGPROBS -> likely = true;
                default -> others.add(name);
            }
        }
        if (!others.isEmpty()) {
            extras.put("include", Trees.json(others));
        }
    }

    private Tools tools() {
        List<Tool> offered = new ArrayList<>();
        ObjectNode more = Trees.object();
        body.objects("tools").forEach(tool -> offered.add(ToolForms.read(tool, more)));
        if (!more.isEmpty()) {
            extras.put(MORE_OF_TOOLS, Trees.json(more));
        }
        Optional<JsonNode> choice = body.node("tool_choice");
        Optional<ToolChoice> read = choice.flatMap(said -> ToolForms.choice(said, offered));
        if (choice.isPresent() && read.isEmpty()) {
            extras.put("tool_choice", Trees.json(choice.get()));
        }
        return new Tools(offered, read, body.flag("parallel_tool_calls"));
    }

    private Sampling sampling() {
        OptionalLong alternatives = body.whole("top_logprobs");
        return new Sampling(
                body.whole("max_output_tokens"),
                body.number("temperature"),
                body.number("top_p"),
                Optional.empty(),
                Sampling.Penalties.NONE,
                List.of(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                likely || alternatives.isPresent()
                        ? OptionalInt.of(Math.clamp(alternatives.orElse(0), 0, Integer.MAX_VALUE))
                        : OptionalInt.empty(),
                Map.of());
    }

    private OutputFormat format() {
        Optional<Members> text = body.object("text");
        if (text.isEmpty()) {
            return new OutputFormat.Text();
        }
        OutputFormat read = text.get().object("format").map(this::format).orElseGet(OutputFormat.Text::new);
        within("text", text.get());
        return read;
    }

    private OutputFormat format(Members format) {
        String type = format.needText("type");
        return switch (type) {
            case "text" -> new OutputFormat.Text();
            case "json_object" -> new OutputFormat.JsonObject();
            case "json_schema" ->
                new OutputFormat.JsonSchema(
                        format.text("name").orElse(""),
                        format.text("description"),
                        format.json("schema").orElse(Json.EMPTY_OBJECT),
                        format.flag("strict"));
            default -> {
                extras.put("text.format", Trees.json(format.all()));
                yield new OutputFormat.Text();
            }
        };
    }

    private ReasoningWish reasoning() {
        Optional<Members> wish = body.object("reasoning");
        Optional<String> effort = wish.flatMap(members -> members.text("effort"));
        Optional<String> summary = wish.flatMap(members -> members.text("summary"));
        wish.ifPresent(members -> within("reasoning", members));
        return new ReasoningWish(Optional.empty(), effort, OptionalLong.empty(), summary, Optional.empty(), sealed);
    }

    private Handling handling(Place place) {
        boolean stream = body.flag("stream").orElse(false) || place.stream();
        Map<String, String> metadata = new LinkedHashMap<>();
        body.object("metadata")
                .ifPresent(members -> members.all()
                        .propertyNames()
                        .forEach(name -> members.text(name).ifPresent(value -> metadata.put(name, value))));
        return new Handling(
                stream,
                stream,
                body.text("service_tier"),
                body.text("user"),
                metadata,
                body.text("prompt_cache_key"),
                body.flag("store"));
    }

    private void within(String owner, Members members) {
        members.rest().forEach((name, value) -> extras.put(owner + "." + name, value));
    }
}
