package io.piuptime.dialects.bedrock;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Extras;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Message.Role;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Sampling;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request's body. */
final class RequestWriter {
    private final ChatRequest request;
    private final Drops drops;
    private final boolean own;
    private final ContentWriter content;
    private final ObjectNode body = Trees.object();

    RequestWriter(ChatRequest request, Drops drops) {
        this.request = request;
        this.drops = drops;
        this.own = request.dialect().equals(BedrockCodec.NAME);
        this.content = new ContentWriter(request.dialect(), drops);
    }

    ObjectNode write() {
        writeMessages();
        ObjectNode fields = ModelFields.write(request, drops);
        writeSampling(ModelFields.thinks(request, fields));
        Tools.write(request, body, drops);
        if (!fields.isEmpty()) {
            body.set(BedrockCodec.FIELDS, fields);
        }
        writeFormat();
        writeHandling();
        Extras.write(request.extras(), own, Set.of(BedrockCodec.FIELDS), body, drops);
        return body;
    }

    private void writeMessages() {
        ArrayNode system = Trees.array();
        ArrayNode messages = Trees.array();
        Optional<Role> last = Optional.empty();
        boolean first = true;
        for (Message message : request.messages()) {
            if (message.name().isPresent()) {
                drops.add(Feature.PARTICIPANT);
            }
            boolean instructs = message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
            if (instructs && (first || !own)) {
                content.addInstructions(message.parts(), system);
            } else {
                ArrayNode blocks = content.blocks(message.parts());
                if (own || !blocks.isEmpty()) {
                    add(message.role(), last, blocks, messages);
                    last = Optional.of(message.role());
                } else {
                    drops.add(Feature.EMPTY_MESSAGE);
                }
            }
            first = false;
        }
        if (!system.isEmpty()) {
            body.set("system", system);
        }
        body.set("messages", messages);
    }

    /** Speakers have to take turns, and results of tools are the user's. */
    private void add(Role role, Optional<Role> last, ArrayNode blocks, ArrayNode messages) {
        boolean joins = last.isPresent() && word(last.get()).equals(word(role)) && !(own && last.get() == role);
        if (joins) {
            ((ArrayNode) messages.get(messages.size() - 1).path("content")).addAll(blocks);
        } else {
            messages.addObject().put("role", word(role)).set("content", blocks);
        }
    }

    private static String word(Role role) {
        return switch (role) {
            case USER, TOOL -> "user";
            case ASSISTANT -> "assistant";
            case SYSTEM, DEVELOPER -> "system";
        };
    }

    private void writeSampling(boolean thinks) {
        Sampling sampling = request.sampling();
        ObjectNode config = Trees.object();
        sampling.maxTokens().ifPresent(most -> config.put("maxTokens", most));
        sampling.temperature().map(Trees::node).ifPresent(temperature -> {
            if (thinks) {
                drops.add(Feature.TEMPERATURE);
            } else {
                config.set("temperature", atMostOne(temperature));
            }
        });
        sampling.topP().ifPresent(topP -> {
            if (thinks) {
                drops.add(Feature.TOP_P);
            } else {
                config.set("topP", Trees.node(topP));
            }
        });
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = config.putArray("stopSequences");
            sampling.stop().forEach(stop::add);
        }
        if (!config.isEmpty()) {
            body.set("inferenceConfig", config);
        }
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

    private void writeFormat() {
        switch (request.format()) {
            case OutputFormat.Text _ -> {}
            case OutputFormat.JsonObject _ -> drops.add(Feature.FORMAT);
            case OutputFormat.JsonSchema schema -> {
                ObjectNode format = body.putObject("outputConfig").putObject("textFormat");
                format.put("type", "json_schema");
                ObjectNode written = format.putObject("structure").putObject("jsonSchema");
                written.put("schema", schema.schema().text());
                if (!schema.name().isEmpty()) {
                    written.put("name", schema.name());
                }
                schema.description().ifPresent(text -> written.put("description", text));
            }
        }
    }

    private void writeHandling() {
        ChatRequest.Handling handling = request.handling();
        handling.serviceTier()
                .flatMap(tier -> Words.tier(tier, own, drops))
                .ifPresent(tier -> body.putObject("serviceTier").put("type", tier));
        if (!handling.metadata().isEmpty()) {
            ObjectNode metadata = body.putObject("requestMetadata");
            handling.metadata().forEach(metadata::put);
        }
        note(Feature.USER, handling.user().isPresent());
        note(Feature.CACHE_KEY, handling.cacheKey().isPresent());
        note(Feature.STORE, handling.store().orElse(false));
    }

    private void note(Feature feature, boolean said) {
        if (said) {
            drops.add(feature);
        }
    }
}
