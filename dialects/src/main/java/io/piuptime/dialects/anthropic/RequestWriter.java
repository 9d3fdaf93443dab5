package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.anthropic.terms.Claude;
import io.piuptime.dialects.anthropic.terms.StrictSchema;
import io.piuptime.dialects.anthropic.terms.Words;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Extras;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Sampling;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request's body. */
final class RequestWriter {
    /** How long the name of a user may be. */
    private static final int MAX_USER = 256;

    private final ChatRequest request;
    private final Version version;
    private final Drops drops;
    private final boolean own;
    private final Claude model;
    private final ObjectNode body = Trees.object();

    RequestWriter(ChatRequest request, Version version, Drops drops) {
        this.request = request;
        this.version = version;
        this.drops = drops;
        this.own = request.dialect().equals(Words.NAME);
        this.model = Claude.of(request.model());
    }

    ObjectNode write() {
        body.put("model", request.model());
        ArrayNode messages = new Turns(request, version, drops).write(body);
        Thinking thinking = Thinking.of(request, model, messages, drops);
        body.put("max_tokens", thinking.maxTokens());
        thinking.write(body);
        writeSampling(version.takesSampling() && (own || (model.takesSampling() && !thinking.thinks())));
        new Tools(request, model.followsSchemas(), drops).write(body);
        writeFormat();
        writeHandling();
        Extras.write(request.extras(), own, Set.of(Tools.TOOLS), body, drops);
        return body;
    }

    private void writeSampling(boolean free) {
        Sampling sampling = request.sampling();
        sampling.temperature().ifPresent(temperature -> {
            if (free) {
                body.set("temperature", atMostOne(Trees.node(temperature)));
            } else {
                drops.add(Feature.TEMPERATURE);
            }
        });
        sampling.topP().ifPresent(topP -> {
            if (free && (own || model.takesBoth() || sampling.temperature().isEmpty())) {
                body.set("top_p", Trees.node(topP));
            } else {
                drops.add(Feature.TOP_P);
            }
        });
        sampling.topK().ifPresent(topK -> {
            if (free) {
                body.set("top_k", Trees.node(topK));
            } else {
                drops.add(Feature.TOP_K);
            }
        });
        writeStop(sampling.stop());
        note(Feature.FREQUENCY_PENALTY, sampling.penalties().frequency().isPresent());
        note(Feature.PRESENCE_PENALTY, sampling.penalties().presence().isPresent());
        note(Feature.SEED, sampling.seed().isPresent());
        note(Feature.CHOICES, sampling.choices().orElse(1) != 1);
        note(Feature.LOGPROBS, sampling.topLogprobs().isPresent());
        note(Feature.LOGIT_BIAS, !sampling.logitBias().isEmpty());
    }

    /** Others count to 2. */
    private JsonNode atMostOne(JsonNode temperature) {
        if (own || temperature.decimalValue().compareTo(BigDecimal.ONE) <= 0) {
            return temperature;
        }
        drops.add(Feature.TEMPERATURE);
        return Trees.node(new Json("1"));
    }

    private void writeStop(List<String> stop) {
        ArrayNode written = Trees.array();
        for (String text : stop) {
            if (own || !text.isBlank()) {
                written.add(text);
            } else {
                drops.add(Feature.STOP);
            }
        }
        if (!written.isEmpty()) {
            body.set("stop_sequences", written);
        }
    }

    private void writeFormat() {
        switch (request.format()) {
            case OutputFormat.Text _ -> {}
            case OutputFormat.JsonObject _ -> drops.add(Feature.FORMAT);
            case OutputFormat.JsonSchema _ when !own && !model.followsSchemas() -> drops.add(Feature.FORMAT);
            case OutputFormat.JsonSchema schema -> {
                ObjectNode format = Thinking.output(body).putObject("format");
                format.put("type", "json_schema");
                if (own && !schema.name().isEmpty()) {
                    format.put("name", schema.name());
                }
                format.set(
                        "schema",
                        own
                                ? Trees.node(schema.schema())
                                : new StrictSchema(Feature.FORMAT_SCHEMA, drops).of(schema.schema()));
                note(Feature.FORMAT_DESCRIPTION, schema.description().isPresent());
            }
        }
    }

    private void writeHandling() {
        ChatRequest.Handling handling = request.handling();
        if (handling.stream()) {
            body.put("stream", true);
        }
        handling.user().ifPresent(user -> {
            if (own || user.length() <= MAX_USER) {
                body.putObject("metadata").put("user_id", user);
            } else {
                drops.add(Feature.USER);
            }
        });
        handling.serviceTier().ifPresent(this::writeTier);
        note(Feature.METADATA, !handling.metadata().isEmpty());
        note(Feature.CACHE_KEY, handling.cacheKey().isPresent());
        note(Feature.STORE, handling.store().orElse(false));
    }

    private void writeTier(String tier) {
        if (own) {
            body.put("service_tier", tier);
            return;
        }
        switch (tier) {
            case "auto", "priority" -> body.put("service_tier", "auto");
            case "default" -> body.put("service_tier", "standard_only");
            default -> drops.add(Feature.SERVICE_TIER);
        }
    }

    private void note(Feature feature, boolean said) {
        if (said) {
            drops.add(feature);
        }
    }
}
