package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.anthropic.terms.Wishes;
import io.piuptime.dialects.anthropic.terms.Words;
import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.chat.Turns;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a request's body. What a group of members says beyond the canonical form stays in the extras, under the group's name. */
final class RequestReader {
    /** Holds effort and format. */
    static final String OUTPUT = "output_config";

    private final Members body;
    private final Map<String, Json> groups = new LinkedHashMap<>();

    RequestReader(Members body) {
        this.body = body;
    }

    ChatRequest read(Place place) {
        String model = place.model().isEmpty()
                ? body.needText("model")
                : body.text("model").orElse(place.model());
        List<Message> messages = messages();
        Optional<Members> output = body.object(OUTPUT);
        ReasoningWish wish = Wishes.read(body, output.flatMap(config -> config.text("effort")));
        Wishes.left(body, wish).ifPresent(thinking -> groups.put("thinking", thinking));
        OutputFormat format = format(output);
        output.ifPresent(config -> keepRest(OUTPUT, config));
        ChatRequest.Tools tools = Tools.read(body, groups);
        Sampling sampling = sampling();
        ChatRequest.Handling handling = handling(place.stream());
        Map<String, Json> extras = new LinkedHashMap<>(body.rest());
        extras.putAll(groups);
        return new ChatRequest(model, messages, tools, sampling, format, wish, handling, extras, Words.NAME);
    }

    private void keepRest(String name, Members group) {
        if (!group.rest().isEmpty()) {
            ObjectNode rest = Trees.object();
            group.rest().forEach((member, value) -> rest.set(member, Trees.node(value)));
            groups.put(name, Trees.json(rest));
        }
    }

    private List<Message> messages() {
        return Turns.read(
                ContentReader.parts(body, "system"),
                body.objects("messages"),
                message -> ContentReader.parts(message, "content"));
    }

    private Sampling sampling() {
        List<String> stop = new ArrayList<>();
        for (JsonNode text : body.list("stop_sequences")) {
            if (!text.isString()) {
                throw Members.wrong(body.path("stop_sequences"), text, "strings");
            }
            stop.add(text.stringValue());
        }
        return new Sampling(
                body.whole("max_tokens"),
                body.number("temperature"),
                body.number("top_p"),
                body.number("top_k"),
                Sampling.Penalties.NONE,
                stop,
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Map.of());
    }

    /** The format, in its place or in that which it had first. */
    private OutputFormat format(Optional<Members> output) {
        Optional<OutputFormat> format = output.flatMap(config -> schema(config, "format"));
        return format.or(() -> schema(body, "output_format")).orElseGet(OutputFormat.Text::new);
    }

    private static Optional<OutputFormat> schema(Members of, String name) {
        boolean known = of.all().path(name).path("type").asString("").equals("json_schema");
        return known
                ? of.object(name)
                        .map(format -> new OutputFormat.JsonSchema(
                                format.text("name").orElse(""),
                                Optional.empty(),
                                format.json("schema").orElseThrow(() -> Members.missing(format.path("schema"))),
                                Optional.empty()))
                : Optional.empty();
    }

    private ChatRequest.Handling handling(boolean inPlace) {
        boolean stream = body.flag("stream").orElse(inPlace);
        Optional<Members> metadata = body.object("metadata");
        Optional<String> user = metadata.flatMap(data -> data.text("user_id"));
        metadata.ifPresent(data -> keepRest("metadata", data));
        return new ChatRequest.Handling(
                stream, stream, body.text("service_tier"), user, Map.of(), Optional.empty(), Optional.empty());
    }
}
