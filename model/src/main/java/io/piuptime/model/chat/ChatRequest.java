package io.piuptime.model.chat;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a model.
 *
 * @param model as the dialect writes it
 * @param messages instructions among them, in order
 * @param extras members that the canonical form does not name, by name, as {@code dialect} writes them
 * @param dialect that it was read from
 */
public record ChatRequest(
        String model,
        List<Message> messages,
        Tools tools,
        Sampling sampling,
        OutputFormat format,
        ReasoningWish reasoning,
        Handling handling,
        Map<String, Json> extras,
        String dialect) {
    /** What may be called. */
    public record Tools(List<Tool> offered, Optional<ToolChoice> choice, Optional<Boolean> parallel) {
        public static final Tools NONE = new Tools(List.of(), Optional.empty(), Optional.empty());

        public Tools {
            offered = List.copyOf(offered);
        }
    }

    /**
     * How the provider is to treat the request.
     *
     * @param usageInStream whether usage is asked for in the stream, where that is a question
     * @param user the end user, for abuse detection
     * @param metadata key and value as the caller wants them kept
     * @param cacheKey keeps requests of one prefix together
     */
    public record Handling(
            boolean stream,
            boolean usageInStream,
            Optional<String> serviceTier,
            Optional<String> user,
            Map<String, String> metadata,
            Optional<String> cacheKey,
            Optional<Boolean> store) {
        public static final Handling DEFAULT = new Handling(
                false, false, Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty());

        public Handling {
            metadata = Map.copyOf(metadata);
        }
    }

    public ChatRequest {
        requireNonNull(model, "model");
        messages = List.copyOf(messages);
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
        requireNonNull(dialect, "dialect");
    }

    /** The same with other messages. */
    public ChatRequest withMessages(List<Message> others) {
        return new ChatRequest(model, others, tools, sampling, format, reasoning, handling, extras, dialect);
    }

    /** The same, asking for usage in its stream or not. */
    public ChatRequest askingUsage(boolean asks) {
        Handling other = new Handling(
                handling.stream(),
                handling.stream() && asks,
                handling.serviceTier(),
                handling.user(),
                handling.metadata(),
                handling.cacheKey(),
                handling.store());
        return new ChatRequest(model, messages, tools, sampling, format, reasoning, other, extras, dialect);
    }

    /** The same question to another model. */
    public ChatRequest forModel(String other) {
        return new ChatRequest(other, messages, tools, sampling, format, reasoning, handling, extras, dialect);
    }
}
