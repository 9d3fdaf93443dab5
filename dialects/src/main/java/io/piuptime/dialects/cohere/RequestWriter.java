package io.piuptime.dialects.cohere;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Sampling;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request. */
final class RequestWriter {
    private final ChatRequest request;
    private final Drops drops;
    private final ObjectNode body = Trees.object();

    RequestWriter(ChatRequest request, Drops drops) {
        this.request = request;
        this.drops = drops;
    }

    ObjectNode write() {
        body.put("model", request.model());
        ArrayNode messages = body.putArray("messages");
        MessageWriter writer = new MessageWriter(Thinking.known(request), drops);
        request.messages().forEach(message -> writer.write(message, messages));
        ToolForms.write(request.tools(), body, drops);
        sampling(request.sampling());
        format(request.format());
        Thinking.write(request, body, drops);
        handling(request.handling());
        boolean own = request.dialect().equals(CohereCodec.NAME);
        request.extras().forEach((name, json) -> {
            if (own) {
                body.set(name, Trees.node(json));
            } else {
                drops.extra(name);
            }
        });
        return body;
    }

    private void sampling(Sampling sampling) {
        sampling.maxTokens().ifPresent(most -> body.put("max_tokens", most));
        set("temperature", sampling.temperature());
        set("p", sampling.topP());
        set("k", sampling.topK());
        set("frequency_penalty", sampling.penalties().frequency());
        set("presence_penalty", sampling.penalties().presence());
        if (!sampling.stop().isEmpty()) {
            sampling.stop().forEach(body.putArray("stop_sequences")::add);
        }
        sampling.seed().ifPresent(seed -> {
            if (seed >= 0) {
                body.put("seed", seed);
            } else {
                drops.add(Feature.SEED);
            }
        });
        if (sampling.choices().orElse(1) > 1) {
            drops.add(Feature.CHOICES);
        }
        sampling.topLogprobs().ifPresent(count -> {
            body.put(RequestReader.LOGPROBS, true);
            if (count > 0) {
                drops.add(Feature.TOP_LOGPROBS);
            }
        });
        if (!sampling.logitBias().isEmpty()) {
            drops.add(Feature.LOGIT_BIAS);
        }
    }

    private void set(String name, Optional<Json> value) {
        value.ifPresent(json -> body.set(name, Trees.node(json)));
    }

    private void format(OutputFormat format) {
        switch (format) {
            case OutputFormat.Text _ -> {
                // what is not said is text
            }
            case OutputFormat.JsonObject _ ->
                body.putObject(RequestReader.FORMAT).put("type", "json_object");
            case OutputFormat.JsonSchema schema -> {
                body.putObject(RequestReader.FORMAT)
                        .put("type", "json_object")
                        .set("json_schema", Trees.node(schema.schema()));
                if (schema.description().isPresent()) {
                    drops.add(Feature.FORMAT_DESCRIPTION);
                }
                if (schema.strict().filter(strict -> !strict).isPresent()) {
                    drops.add(Feature.FORMAT_STRICT);
                }
            }
        }
    }

    private void handling(ChatRequest.Handling handling) {
        body.put("stream", handling.stream());
        drop(Feature.SERVICE_TIER, handling.serviceTier().isPresent());
        drop(Feature.USER, handling.user().isPresent());
        drop(Feature.METADATA, !handling.metadata().isEmpty());
        drop(Feature.CACHE_KEY, handling.cacheKey().isPresent());
        drop(Feature.STORE, handling.store().isPresent());
    }

    private void drop(Feature feature, boolean said) {
        if (said) {
            drops.add(feature);
        }
    }
}
