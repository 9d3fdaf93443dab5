package io.piuptime.dialects.page;

import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Sampling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Each way to say how tokens are chosen, alone. */
final class Samplings {
    private Samplings() {}

    static Map<String, Sampling> all() {
        Map<String, Sampling> all = new LinkedHashMap<>();
        all.put("most tokens", numbers(OptionalLong.of(100), OptionalLong.empty()));
        all.put("seed", numbers(OptionalLong.empty(), OptionalLong.of(7)));
        all.put("temperature 0.5", shares(some("0.5"), none(), none(), Sampling.Penalties.NONE));
        all.put("temperature 1.5", shares(some("1.5"), none(), none(), Sampling.Penalties.NONE));
        all.put("top_p", shares(none(), some("0.9"), none(), Sampling.Penalties.NONE));
        all.put("top_k", shares(none(), none(), some("40"), Sampling.Penalties.NONE));
        all.put("frequency penalty", shares(none(), none(), none(), new Sampling.Penalties(some("0.5"), none())));
        all.put("presence penalty", shares(none(), none(), none(), new Sampling.Penalties(none(), some("0.5"))));
        all.put("stop texts", lists(List.of("END"), OptionalInt.empty(), OptionalInt.empty(), Map.of()));
        all.put("n = 2", lists(List.of(), OptionalInt.of(2), OptionalInt.empty(), Map.of()));
        all.put("logprobs", lists(List.of(), OptionalInt.empty(), OptionalInt.of(0), Map.of()));
        all.put("logprobs of 3 alternatives", lists(List.of(), OptionalInt.empty(), OptionalInt.of(3), Map.of()));
        all.put(
                "logit_bias",
                lists(List.of(), OptionalInt.empty(), OptionalInt.empty(), Map.of("50256", new Json("-100"))));
        return all;
    }

    private static Sampling numbers(OptionalLong most, OptionalLong seed) {
        return new Sampling(
                most,
                none(),
                none(),
                none(),
                Sampling.Penalties.NONE,
                List.of(),
                seed,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Map.of());
    }

    private static Sampling shares(
            Optional<Json> temperature, Optional<Json> topP, Optional<Json> topK, Sampling.Penalties penalties) {
        return new Sampling(
                OptionalLong.empty(),
                temperature,
                topP,
                topK,
                penalties,
                List.of(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Map.of());
    }

    private static Sampling lists(
            List<String> stop, OptionalInt choices, OptionalInt logprobs, Map<String, Json> logitBias) {
        return new Sampling(
                OptionalLong.empty(),
                none(),
                none(),
                none(),
                Sampling.Penalties.NONE,
                stop,
                OptionalLong.empty(),
                choices,
                logprobs,
                logitBias);
    }

    private static Optional<Json> some(String number) {
        return Optional.of(new Json(number));
    }

    private static Optional<Json> none() {
        return Optional.empty();
    }
}
