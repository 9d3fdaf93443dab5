package io.piuptime.dialects.openai.chat;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.openai.chat.terms.CallForms;
import io.piuptime.dialects.openai.chat.terms.ContentForms;
import io.piuptime.dialects.openai.chat.terms.Words;
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
import tools.jackson.databind.node.ObjectNode;

/** Reads requests. What has no place in the canonical form goes to the extras; a member within another as {@code a.b}. */
final class RequestReader {
    static final String MORE_OF_TOOLS = "tools.members";
    static final String FUNCTIONS = "functions";

    /** The extra that says that tools were offered as functions. */
    static final String LEGACY = "functions.form";

    private final Members body;
    private final Map<String, Json> extras = new LinkedHashMap<>();

    RequestReader(Members body) {
        this.body = body;
    }

    ChatRequest read(Place place) {
        Optional<String> said = body.text("model");
        String model = place.model().isEmpty() ? said.orElseThrow(() -> Members.missing("model")) : place.model();
        if (!body.has("messages")) {
            throw Members.missing("messages");
        }
        List<Message> messages = MessageReader.read(body);
        breakpoint(body.all().path("messages"));
        Tools tools = tools();
        Sampling sampling = sampling();
        OutputFormat format = format();
        ReasoningWish reasoning = reasoning();
        Handling handling = handling(place);
        body.rest().forEach((name, json) -> {
            if (!json.text().equals("null")) {
                extras.put(name, json);
            }
        });
        return new ChatRequest(model, messages, tools, sampling, format, reasoning, handling, extras, Words.NAME);
    }

    /** Remembers OpenAI's mark, which the canonical form does not tell from the others'. */
    private void breakpoint(JsonNode messages) {
        for (JsonNode message : messages.values()) {
            for (JsonNode piece : message.path("content").values()) {
                if (piece.hasNonNull(ContentForms.BREAKPOINT)) {
                    extras.put(ContentForms.BREAKPOINT, Trees.json(piece.path(ContentForms.BREAKPOINT)));
                    return;
                }
            }
        }
    }

    private Tools tools() {
        List<Tool> offered = new ArrayList<>();
        ObjectNode more = Trees.object();
        body.objects("tools").forEach(tool -> offered.add(ToolForms.read(tool, more)));
        if (!more.isEmpty()) {
            extras.put(MORE_OF_TOOLS, Trees.json(more));
        }
        List<Members> functions = body.objects(FUNCTIONS);
        functions.forEach(function -> offered.add(ToolForms.function(function, Optional.empty())));
        if (!functions.isEmpty()) {
            extras.put(LEGACY, Trees.json(Trees.read("true")));
        }
        Optional<ToolChoice> legacy = body.node(CallForms.LEGACY).flatMap(RequestReader::legacyChoice);
        Optional<JsonNode> choice = body.node("tool_choice");
        Optional<ToolChoice> read = choice.flatMap(ToolForms::choice);
        if (choice.isPresent() && read.isEmpty()) {
            extras.put("tool_choice", Trees.json(choice.get()));
        }
        return new Tools(offered, read.or(() -> legacy), body.flag("parallel_tool_calls"));
    }

    private static Optional<ToolChoice> legacyChoice(JsonNode choice) {
        if (choice.isString()) {
            return ToolForms.choice(choice);
        }
        String name = Words.text(choice, "name");
        return name.isEmpty() ? Optional.empty() : Optional.of(new ToolChoice.Named(name));
    }

    private Sampling sampling() {
        OptionalLong limit = body.whole("max_completion_tokens");
        OptionalLong oldLimit = body.whole("max_tokens");
        Optional<Boolean> likely = body.flag("logprobs");
        OptionalLong alternatives = body.whole("top_logprobs");
        OptionalLong choices = body.whole("n");
        return new Sampling(
                limit.isPresent() ? limit : oldLimit,
                body.number("temperature"),
                body.number("top_p"),
                body.number("top_k"),
                new Sampling.Penalties(body.number("frequency_penalty"), body.number("presence_penalty")),
                stop(),
                body.whole("seed"),
                choices.isPresent() ? OptionalInt.of(clamp(choices.getAsLong())) : OptionalInt.empty(),
                likely.orElse(false) || alternatives.isPresent()
                        ? OptionalInt.of(clamp(alternatives.orElse(0)))
                        : OptionalInt.empty(),
                body.object("logit_bias").map(Members::rest).orElse(Map.of()));
    }

    private List<String> stop() {
        Optional<JsonNode> stop = body.node("stop");
        if (stop.isPresent() && stop.get().isString()) {
            return List.of(stop.get().stringValue());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : body.list("stop")) {
            if (!text.isString()) {
                throw Members.wrong("stop[" + texts.size() + "]", text, "string");
            }
            texts.add(text.stringValue());
        }
        return texts;
    }

    private OutputFormat format() {
        Optional<Members> format = body.object("response_format");
        String type = format.map(members -> members.needText("type")).orElse("text");
        return switch (type) {
            case "text" -> new OutputFormat.Text();
            case "json_object" -> new OutputFormat.JsonObject();
            case "json_schema" -> {
                Members schema = format.orElseThrow()
                        .object("json_schema")
                        .orElseThrow(() -> Members.missing("response_format.json_schema"));
                yield new OutputFormat.JsonSchema(
                        schema.text("name").orElse(""),
                        schema.text("description"),
                        schema.json("schema").orElse(Json.EMPTY_OBJECT),
                        schema.flag("strict"));
            }
            default -> {
                extras.put("response_format", Trees.json(format.orElseThrow().all()));
                yield new OutputFormat.Text();
            }
        };
    }

    /** Reads OpenAI's word and OpenRouter's object; what other providers say of it stays among the extras. */
    private ReasoningWish reasoning() {
        Optional<String> effort = body.text("reasoning_effort");
        Optional<Members> wish = body.object("reasoning");
        if (wish.isEmpty()) {
            return new ReasoningWish(
                    Optional.empty(), effort, OptionalLong.empty(), Optional.empty(), Optional.empty(), false);
        }
        Members said = wish.get();
        Optional<Boolean> enabled = said.flag("enabled");
        Optional<String> inner = said.text("effort");
        OptionalLong budget = said.whole("max_tokens");
        Optional<String> summary = said.text("summary");
        Optional<Boolean> shown = said.flag("exclude").map(exclude -> !exclude);
        said.rest().forEach((name, json) -> extras.put("reasoning." + name, json));
        return new ReasoningWish(enabled, effort.or(() -> inner), budget, summary, shown, false);
    }

    private Handling handling(Place place) {
        boolean stream = body.flag("stream").orElse(false) || place.stream();
        Optional<Members> options = body.object("stream_options");
        boolean usage =
                options.flatMap(members -> members.flag("include_usage")).orElse(false);
        options.ifPresent(
                members -> members.rest().forEach((name, json) -> extras.put("stream_options." + name, json)));
        Optional<String> user = body.text("user");
        return new Handling(
                stream,
                stream && usage,
                body.text("service_tier"),
                user.isPresent() ? user : body.text("safety_identifier"),
                metadata(),
                body.text("prompt_cache_key"),
                body.flag("store"));
    }

    /** Other gateways keep objects there, which stay as they are. */
    private Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        Optional<Members> members = body.object("metadata");
        if (members.isEmpty()) {
            return metadata;
        }
        ObjectNode all = members.get().all();
        if (!all.values().stream().allMatch(JsonNode::isString)) {
            extras.put("metadata", Trees.json(all));
            return metadata;
        }
        all.properties()
                .forEach(member ->
                        metadata.put(member.getKey(), member.getValue().stringValue()));
        return metadata;
    }

    private static int clamp(long value) {
        return Math.clamp(value, 0, Integer.MAX_VALUE);
    }
}
