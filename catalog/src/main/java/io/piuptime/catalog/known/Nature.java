package io.piuptime.catalog.known;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model is like, as far as it is known.
 *
 * @param inputs empty if not known
 * @param outputs empty if not known
 * @param traits a trait that is absent is not known
 */
public record Nature(Limits limits, List<Modality> inputs, List<Modality> outputs, Map<Trait, Boolean> traits) {
    public static final Nature UNKNOWN = new Nature(Limits.UNKNOWN, List.of(), List.of(), Map.of());

    public Nature {
        requireNonNull(limits, "limits");
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        traits = Map.copyOf(traits);
    }

    /** Whether a model has a trait; empty if that is not known. */
    public Optional<Boolean> has(Trait trait) {
        return Optional.ofNullable(traits.get(trait));
    }
}
