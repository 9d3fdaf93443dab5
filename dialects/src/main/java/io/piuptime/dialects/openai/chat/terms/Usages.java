package io.piuptime.dialects.openai.chat.terms;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatUsage;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Usage both ways, under whatever names this dialect's providers give it. */
public final class Usages {
    private static final String INPUT_DETAILS = "prompt_tokens_details";
    private static final String OUTPUT_DETAILS = "completion_tokens_details";
    private static final List<String> CACHED =
            List.of("prompt_cache_hit_tokens", "cache_read_input_tokens", "cached_tokens", "num_cached_tokens");
    private static final List<String> WRITTEN =
            List.of("cache_write_tokens", "cache_creation_tokens", "cache_creation_input_tokens");

    /** What was read, and what follows from it. */
    private static final List<String> NAMED = List.of(
            "prompt_tokens",
            "completion_tokens",
            "total_tokens",
            "prompt_cache_miss_tokens",
            "reasoning_tokens",
            "audio_tokens",
            INPUT_DETAILS,
            OUTPUT_DETAILS);

    private Usages() {}

    public static Optional<ChatUsage> read(JsonNode usage) {
        if (!usage.isObject()) {
            return Optional.empty();
        }
        JsonNode in = usage.path(INPUT_DETAILS);
        JsonNode out = usage.path(OUTPUT_DETAILS);
        long input = count(usage, "prompt_tokens");
        // some providers count thoughts in the total only
        long output = Math.max(count(usage, "completion_tokens"), count(usage, "total_tokens") - input);
        return Optional.of(new ChatUsage(
                input,
                output,
                Math.max(first(in, CACHED), first(usage, CACHED)),
                Math.max(first(in, WRITTEN), first(usage, WRITTEN)),
                0,
                Math.max(count(out, "reasoning_tokens"), count(usage, "reasoning_tokens")),
                count(in, "audio_tokens"),
                count(out, "audio_tokens")));
    }

    /** What else it says, such as its cost. */
    public static ObjectNode more(JsonNode usage) {
        ObjectNode more = Trees.object();
        usage.properties().forEach(member -> {
            if (says(member.getKey(), member.getValue())) {
                more.set(member.getKey(), member.getValue());
            }
        });
        for (String details : List.of(INPUT_DETAILS, OUTPUT_DETAILS)) {
            ObjectNode within = Trees.object();
            usage.path(details).properties().forEach(member -> {
                if (says(member.getKey(), member.getValue())) {
                    within.set(member.getKey(), member.getValue());
                }
            });
            if (!within.isEmpty()) {
                more.set(details, within);
            }
        }
        return more;
    }

    public static ObjectNode write(ChatUsage usage) {
        ObjectNode written = Trees.object();
        written.put("prompt_tokens", usage.input());
        written.put("completion_tokens", usage.output());
        written.put("total_tokens", usage.total());
        ObjectNode in = written.putObject(INPUT_DETAILS);
        in.put("cached_tokens", usage.cached());
        in.put("audio_tokens", usage.audioInput());
        if (usage.written() > 0) {
            in.put("cache_write_tokens", usage.written());
        }
        ObjectNode out = written.putObject(OUTPUT_DETAILS);
        out.put("reasoning_tokens", usage.reasoning());
        out.put("audio_tokens", usage.audioOutput());
        out.put("accepted_prediction_tokens", 0);
        out.put("rejected_prediction_tokens", 0);
        return written;
    }

    /** Adds what {@link #more} found. */
    public static void add(ObjectNode written, JsonNode more) {
        more.properties().forEach(member -> {
            if (member.getValue() instanceof ObjectNode within
                    && written.get(member.getKey()) instanceof ObjectNode details) {
                details.setAll(within);
            } else {
                written.set(member.getKey(), member.getValue());
            }
        });
    }

    private static boolean says(String name, JsonNode value) {
        boolean nothing = value.isNull() || (value.isNumber() && value.asDouble(1) == 0);
        return !nothing && !NAMED.contains(name) && !CACHED.contains(name) && !WRITTEN.contains(name);
    }

    private static long first(JsonNode object, List<String> names) {
        return names.stream().mapToLong(name -> count(object, name)).max().orElse(0);
    }

    private static long count(JsonNode object, String name) {
        JsonNode count = object.path(name);
        return count.isNumber() ? Math.max(0, count.numberValue().longValue()) : 0;
    }
}
