package io.piuptime.model.chat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How tokens are chosen. Numbers with fractions are kept as they were written.
 *
 * @param maxTokens most tokens of the answer, reasoning included
 * @param topLogprobs how many alternatives to tell of each token; present when probabilities are asked for at all
 * @param logitBias by token id
 */
public record Sampling(
        OptionalLong maxTokens,
        Optional<Json> temperature,
        Optional<Json> topP,
        Optional<Json> topK,
        Penalties penalties,
        List<String> stop,
        OptionalLong seed,
        OptionalInt choices,
        OptionalInt topLogprobs,
        Map<String, Json> logitBias) {
    /** Against repetition. */
    public record Penalties(Optional<Json> frequency, Optional<Json> presence) {
        public static final Penalties NONE = new Penalties(Optional.empty(), Optional.empty());
    }

    public static final Sampling DEFAULT = new Sampling(
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Penalties.NONE,
            List.of(),
            OptionalLong.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Map.of());

    public Sampling {
        stop = List.copyOf(stop);
        logitBias = Map.copyOf(logitBias);
    }
}
