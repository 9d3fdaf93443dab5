package io.piuptime.dialects.pairs;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Something that a request, or an answer, can make use of. */
enum Capability {
    TEXT("text", "messages.empty messages.text messages.system messages.first tool_result"),
    INSTRUCTIONS("instructions", "messages.system"),
    IMAGE("image", "messages.image"),
    AUDIO("audio", "messages.audio"),
    VIDEO("video", "messages.video"),
    FILE("file", "messages.file"),
    TOOLS("tools", "tools tool_choice"),
    CUSTOM_TOOLS("custom tools", "tools.custom tool_calls.custom"),
    NATIVE_TOOLS("provider's tools", "tools.native"),
    CALLS("tool calls", "tool_calls tools.custom"),
    PARALLEL_CALLS("parallel tool calls", "parallel_tool_calls tool_calls tools.custom"),
    RESULTS("tool results", "tool_result tools.custom messages.native"),
    CHOICE("tool choice", "tool_choice"),
    FORMAT("structured output", "response_format"),
    REASONING("reasoning", "reasoning thinking"),
    THOUGHTS("thoughts", "reasoning thinking"),
    STREAMING("streaming", "stream"),
    CACHE("cache hints", "cache_control prompt_cache_key messages.text"),
    SAMPLING("sampling", "temperature top_p top_k max_tokens"),
    STOP("stop texts", "stop"),
    SEED("seed", "seed"),
    CHOICES("n", "n"),
    LOGPROBS("logprobs", "logprobs top_logprobs"),
    PENALTIES("penalties", "frequency_penalty presence_penalty"),
    LOGIT_BIAS("logit bias", "logit_bias"),
    HANDLING("tier, user, metadata, store", "service_tier user metadata store"),
    NAMES("names", "messages.name"),
    CITATIONS("citations", "citations"),
    REFUSAL("refusal", "refusal"),
    NATIVE("provider's own parts", "messages.native"),
    FINISH("finish reason", "finish_reason stop_sequence messages.native"),
    USAGE("usage", "usage");

    private final String title;
    private final String words;

    /**
     * Takes its name for people.
     *
     * @param words that say in a codec's notes that it is lost, or the beginnings of such words
     */
    Capability(String title, String words) {
        this.title = title;
        this.words = words;
    }

    String title() {
        return title;
    }

    /** The notes that say that something of it is lost. */
    List<String> noted(Collection<String> drops) {
        return drops.stream().filter(this::isMeant).toList();
    }

    private boolean isMeant(String drop) {
        return Stream.of(words.split(" ", -1))
                .anyMatch(word -> drop.equals(word)
                        || (word.endsWith(".") && drop.startsWith(word))
                        || drop.startsWith(word + ".")
                        || drop.startsWith(word + "_"));
    }
}
