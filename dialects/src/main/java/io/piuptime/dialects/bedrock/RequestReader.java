package io.piuptime.dialects.bedrock;

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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads a request's body. What a group of members says beyond the canonical form stays in the extras, under the group's name. */
final class RequestReader {
    private final Members body;
    private final Map<String, Json> groups = new LinkedHashMap<>();

    RequestReader(Members body) {
        this.body = body;
    }

    ChatRequest read(Place place) {
        List<Message> messages = messages();
        ModelFields fields = ModelFields.of(body.object(BedrockCodec.FIELDS));
        Sampling sampling = sampling(fields.takeTopK());
        ReasoningWish wish = fields.takeWish();
        fields.rest().ifPresent(rest -> groups.put(BedrockCodec.FIELDS, rest));
        ChatRequest.Tools tools = group("toolConfig")
                .map(config -> {
                    ChatRequest.Tools read = Tools.read(config);
                    keepRest("toolConfig", config);
                    return read;
                })
                .orElse(ChatRequest.Tools.NONE);
        Optional<Members> output = group("outputConfig");
        OutputFormat format = output.map(this::format).orElseGet(OutputFormat.Text::new);
        Optional<String> effort = output.flatMap(config -> config.text("effort"));
        output.ifPresent(config -> keepRest("outputConfig", config));
        ReasoningWish whole = effort.isEmpty()
                ? wish
                : new ReasoningWish(wish.enabled(), effort, wish.budget(), wish.summary(), wish.shown(), wish.sealed());
        ChatRequest.Handling handling = handling(place.stream());
        Map<String, Json> extras = new LinkedHashMap<>(body.rest());
        extras.putAll(groups);
        return new ChatRequest(
                place.model(), messages, tools, sampling, format, whole, handling, extras, BedrockCodec.NAME);
    }

    private Optional<Members> group(String name) {
        return body.object(name);
    }

    private void keepRest(String name, Members group) {
        if (!group.rest().isEmpty()) {
            var rest = Trees.object();
            group.rest().forEach((member, value) -> rest.set(member, Trees.node(value)));
            groups.put(name, Trees.json(rest));
        }
    }

    private List<Message> messages() {
        return Turns.read(
                ContentReader.parts(body.objects("system")),
                body.objects("messages"),
                message -> ContentReader.parts(message.objects("content")));
    }

    private Sampling sampling(Optional<Json> topK) {
        Optional<Members> found = group("inferenceConfig");
        if (found.isEmpty()) {
            return new Sampling(
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    topK,
                    Sampling.Penalties.NONE,
                    List.of(),
                    OptionalLong.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    Map.of());
        }
        Members config = found.get();
        List<String> stop = new ArrayList<>();
        for (JsonNode text : config.list("stopSequences")) {
            if (!text.isString()) {
                throw Members.wrong(config.path("stopSequences"), text, "strings");
            }
            stop.add(text.stringValue());
        }
        Sampling sampling = new Sampling(
                config.whole("maxTokens"),
                config.number("temperature"),
                config.number("topP"),
                topK,
                Sampling.Penalties.NONE,
                stop,
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Map.of());
        keepRest("inferenceConfig", config);
        return sampling;
    }

    private OutputFormat format(Members config) {
        Optional<Members> schema = config.object("textFormat")
                .flatMap(format -> format.object("structure"))
                .flatMap(structure -> structure.object("jsonSchema"));
        if (schema.isEmpty()) {
            return new OutputFormat.Text();
        }
        Members found = schema.get();
        String text = found.needText("schema");
        try {
            Trees.read(text);
        } catch (JacksonException _) {
            throw Members.wrong(found.path("schema"), found.all().path("schema"), "a JSON schema as text");
        }
        return new OutputFormat.JsonSchema(
                found.text("name").orElse(""), found.text("description"), new Json(text), Optional.empty());
    }

    private ChatRequest.Handling handling(boolean stream) {
        Map<String, String> metadata = new LinkedHashMap<>();
        body.object("requestMetadata")
                .ifPresent(found -> found.all()
                        .propertyNames()
                        .forEach(name -> found.text(name).ifPresent(value -> metadata.put(name, value))));
        return new ChatRequest.Handling(
                stream,
                stream,
                body.object("serviceTier").flatMap(tier -> tier.text("type")),
                Optional.empty(),
                metadata,
                Optional.empty(),
                Optional.empty());
    }
}
