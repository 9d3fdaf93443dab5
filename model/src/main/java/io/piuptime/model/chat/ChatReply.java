package io.piuptime.model.chat;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model answered.
 *
 * @param model as the provider names what answered
 * @param created epoch seconds, or 0
 * @param choices at least one, unless the provider blocked the prompt
 * @param extras members that the canonical form does not name, as {@code dialect} writes them
 */
public record ChatReply(
        String id,
        String model,
        long created,
        List<Choice> choices,
        Optional<ChatUsage> usage,
        Optional<String> serviceTier,
        Map<String, Json> extras,
        String dialect) {
    /**
     * One of the answers.
     *
     * @param stopText the caller's stop text that ended it, if one did
     * @param logprobs as OpenAI writes them: the value of {@code logprobs}
     */
    public record Choice(
            int index, List<Part> parts, FinishReason finish, Optional<String> stopText, Optional<Json> logprobs) {
        public Choice {
            parts = List.copyOf(parts);
        }
    }

    /** The same with other answers. */
    public ChatReply withChoices(List<Choice> others) {
        return new ChatReply(id, model, created, others, usage, serviceTier, extras, dialect);
    }

    public ChatReply {
        requireNonNull(id, "id");
        requireNonNull(model, "model");
        choices = List.copyOf(choices);
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    }
}
