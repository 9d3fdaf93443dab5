package io.piuptime.dialects.openai;

import io.piuptime.model.price.Service;
import io.piuptime.model.usage.Tokens;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Reads usage from trees, slowly and in its own way, to compare with. */
final class UsageOracle {
    private UsageOracle() {}

    static Tokens ofReply(String json) {
        JsonNode reply = Recordings.JSON.readTree(json);
        return of(reply.path("usage"))
                .orElse(Tokens.NONE)
                .servedAs(service(reply).orElse(Service.STANDARD));
    }

    /** The last usage that a stream's data lines tell. */
    static Optional<Tokens> ofStream(String body) {
        Optional<Tokens> last = Optional.empty();
        Service service = Service.STANDARD;
        for (String line : body.split("\r\n|\r|\n", -1)) {
            String data = line.startsWith("data:") ? line.substring(5).strip() : "";
            if (data.startsWith("{")) {
                JsonNode chunk = Recordings.JSON.readTree(data);
                Optional<Tokens> told =
                        of(chunk.path("usage")).or(() -> of(chunk.path("x_groq").path("usage")));
                last = told.or(lastly(last));
                service = service(chunk).orElse(service);
            }
        }
        Service served = service;
        return last.map(tokens -> tokens.servedAs(served));
    }

    private static Optional<Service> service(JsonNode reply) {
        String word = reply.path("service_tier").asString("");
        return switch (word) {
            case "" -> Optional.empty();
            case "default", "on_demand", "standard", "auto" -> Optional.of(Service.STANDARD);
            case "provisioned" -> Optional.of(Service.OTHER);
            default -> Optional.of(Service.valueOf(word.toUpperCase(Locale.ROOT)));
        };
    }

    private static Supplier<Optional<Tokens>> lastly(Optional<Tokens> last) {
        return () -> last;
    }

    private static Optional<Tokens> of(JsonNode usage) {
        if (!usage.isObject()) {
            return Optional.empty();
        }
        long total = count(usage, "total_tokens");
        long output = count(usage, "completion_tokens", "output_tokens");
        long input = count(usage, "prompt_tokens", "input_tokens");
        JsonNode in = details(usage, "prompt_tokens_details", "prompt_token_details", "input_tokens_details");
        JsonNode out = details(usage, "completion_tokens_details", "output_tokens_details");
        long cached = Math.max(
                count(in, "cached_tokens"),
                count(usage, "prompt_cache_hit_tokens", "cached_tokens", "num_cached_tokens"));
        long reasoning = Math.max(count(out, "reasoning_tokens"), count(usage, "reasoning_tokens"));
        long beside = total == input + output + reasoning ? Math.max(0, reasoning) : 0;
        if (Math.max(total, Math.max(input, output)) < 0) {
            return Optional.empty();
        }
        return Optional.of(new Tokens(
                input < 0 ? total - Math.max(0, output) : input,
                Math.max(0, output) + beside,
                Math.max(0, cached),
                Math.max(0, reasoning),
                new Tokens.Details(
                        Math.max(
                                0,
                                Math.max(count(in, "cache_write_tokens"), count(usage, "cache_creation_input_tokens"))),
                        0,
                        Math.max(0, count(in, "audio_tokens")),
                        0,
                        Math.max(0, count(out, "audio_tokens")),
                        Math.max(0, count(in, "image_tokens")),
                        0,
                        Math.max(0, count(out, "image_tokens")),
                        0,
                        0,
                        0,
                        Service.STANDARD),
                Tokens.Source.REPORTED));
    }

    private static JsonNode details(JsonNode usage, String... names) {
        return Arrays.stream(names)
                .map(usage::path)
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(usage.path("no details"));
    }

    private static long count(JsonNode object, String... names) {
        for (String name : names) {
            if (object.path(name).isIntegralNumber()) {
                return object.path(name).asLong();
            }
        }
        return -1;
    }
}
