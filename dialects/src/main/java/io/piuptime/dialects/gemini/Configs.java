package io.piuptime.dialects.gemini;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.gemini.terms.Camel;
import io.piuptime.dialects.gemini.terms.Schemas;
import io.piuptime.dialects.gemini.terms.Thinking;
import io.piuptime.dialects.gemini.terms.Words;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the {@code generationConfig}: sampling, the answer's form and how much is thought. */
final class Configs {
    static final String CONFIG = "generationConfig";
    static final String THINKING = "thinkingConfig";

    private static final String JSON_TYPE = "application/json";

    private Configs() {}

    static Sampling sampling(Members config) {
        boolean likely = config.has("responseLogprobs")
                && config.all().path("responseLogprobs").isBoolean()
                && config.all().path("responseLogprobs").booleanValue();
        OptionalInt logprobs = OptionalInt.empty();
        if (likely) {
            config.flag("responseLogprobs");
            logprobs = OptionalInt.of((int) config.whole("logprobs").orElse(0));
        }
        OptionalLong choices = config.whole("candidateCount");
        return new Sampling(
                config.whole("maxOutputTokens"),
                config.number("temperature"),
                config.number("topP"),
                config.number("topK"),
                new Sampling.Penalties(config.number("frequencyPenalty"), config.number("presencePenalty")),
                Camel.texts(config, "stopSequences"),
                config.whole("seed"),
                choices.isPresent() ? OptionalInt.of((int) choices.getAsLong()) : OptionalInt.empty(),
                logprobs,
                Map.of());
    }

    static OutputFormat format(Members config) {
        String type = config.has("responseMimeType")
                ? config.all().path("responseMimeType").asString("")
                : "";
        if (!type.equals(JSON_TYPE)) {
            return new OutputFormat.Text();
        }
        config.text("responseMimeType");
        Optional<Json> plain = config.json("responseJsonSchema");
        Optional<Json> own = config.node("responseSchema").map(Schemas::read).map(Trees::json);
        return plain.or(() -> own)
                .<OutputFormat>map(
                        schema -> new OutputFormat.JsonSchema("response", Optional.empty(), schema, Optional.empty()))
                .orElseGet(OutputFormat.JsonObject::new);
    }

    /** Reads the wish; what else is said of thinking stays in {@code rest}. */
    static ReasoningWish reasoning(Members config, ObjectNode rest) {
        Optional<Members> thinking = Camel.object(config, THINKING);
        if (thinking.isEmpty()) {
            return ReasoningWish.NONE;
        }
        Members wish = thinking.get();
        ReasoningWish read = new ReasoningWish(
                Optional.empty(),
                wish.text("thinkingLevel").map(level -> level.toLowerCase(Locale.ROOT)),
                wish.whole("thinkingBudget"),
                Optional.empty(),
                wish.flag("includeThoughts"),
                false);
        Map<String, Json> more = wish.rest();
        if (!more.isEmpty()) {
            ObjectNode kept = rest.putObject(THINKING);
            more.forEach((name, json) -> kept.set(name, Trees.node(json)));
        }
        return read;
    }

    static void write(ChatRequest request, ObjectNode body, boolean jsonSchema, Drops drops) {
        ObjectNode config = Trees.object();
        boolean own = request.dialect().equals(Words.NAME);
        Optional.ofNullable(own ? request.extras().get(CONFIG) : null)
                .map(Trees::node)
                .ifPresent(rest -> rest.properties().forEach(member -> config.set(member.getKey(), member.getValue())));
        write(request.sampling(), config, drops);
        write(request.format(), config, jsonSchema, drops);
        if (own) {
            writeOwn(request.reasoning(), config);
        } else {
            new Thinking(request.model(), drops).write(request.reasoning(), config);
        }
        if (!config.isEmpty()) {
            body.set(CONFIG, config);
        }
    }

    private static void write(Sampling sampling, ObjectNode config, Drops drops) {
        sampling.maxTokens().ifPresent(most -> config.put("maxOutputTokens", most));
        set(config, "temperature", sampling.temperature());
        set(config, "topP", sampling.topP());
        set(config, "topK", sampling.topK());
        set(config, "frequencyPenalty", sampling.penalties().frequency());
        set(config, "presencePenalty", sampling.penalties().presence());
        if (!sampling.stop().isEmpty()) {
            sampling.stop().forEach(config.putArray("stopSequences")::add);
        }
        sampling.seed().ifPresent(seed -> {
            if (seed == (int) seed) {
                config.put("seed", seed);
            } else {
                drops.add(Feature.SEED);
            }
        });
        sampling.choices().ifPresent(count -> config.put("candidateCount", count));
        sampling.topLogprobs().ifPresent(count -> {
            config.put("responseLogprobs", true);
            if (count > 0) {
                config.put("logprobs", count);
            }
        });
        if (!sampling.logitBias().isEmpty()) {
            drops.add(Feature.LOGIT_BIAS);
        }
    }

    private static void set(ObjectNode config, String name, Optional<Json> value) {
        value.ifPresent(json -> config.set(name, Trees.node(json)));
    }

    private static void write(OutputFormat format, ObjectNode config, boolean jsonSchema, Drops drops) {
        switch (format) {
            case OutputFormat.Text _ -> {}
            case OutputFormat.JsonObject _ -> config.put("responseMimeType", JSON_TYPE);
            case OutputFormat.JsonSchema schema -> {
                config.put("responseMimeType", JSON_TYPE);
                JsonNode tree = Trees.node(schema.schema());
                if (jsonSchema) {
                    config.set("responseJsonSchema", tree);
                } else {
                    config.set("responseSchema", Schemas.write(tree, Feature.FORMAT_SCHEMA, drops));
                }
                if (schema.description().isPresent()) {
                    drops.add(Feature.FORMAT_DESCRIPTION);
                }
                if (schema.strict().filter(strict -> !strict).isPresent()) {
                    drops.add(Feature.FORMAT_STRICT);
                }
            }
        }
    }

    private static void writeOwn(ReasoningWish wish, ObjectNode config) {
        ObjectNode thinking = config.path(THINKING) instanceof ObjectNode rest ? rest : Trees.object();
        wish.effort().ifPresent(level -> thinking.put("thinkingLevel", level.toUpperCase(Locale.ROOT)));
        wish.budget().ifPresent(budget -> thinking.put("thinkingBudget", budget));
        wish.shown().ifPresent(shown -> thinking.put("includeThoughts", shown));
        if (!thinking.isEmpty()) {
            config.set(THINKING, thinking);
        }
    }
}
