package io.piuptime.app.config;

import io.piuptime.model.ability.Ability;
import java.util.List;
import java.util.Optional;

/** Where an exchange can be sent. */
public record TargetConfig(
        @Describe("Name of a provider.") String provider,

        @Describe("The provider's name for the model, if it differs; a * is what the name's * stands for.")
        Optional<String> model,

        @Describe("What the model costs there, if neither what the model nor what the catalogue says.")
        Optional<String> price,

        @Describe(
                value = "Its share among the targets of its tier, where the strategy goes by shares.",
                byDefault = "1",
                max = 1_000_000)
        int weight,

        @Describe(
                "Its tier: targets of the lowest are asked first, those of one tier stand for each other. By default its"
                        + " place in the list where the strategy is ordered, and 1 with any other.")
        Optional<Integer> priority,

        @Describe(
                "A condition in CEL, such as request.bytes > 100000: it is a candidate for an exchange only if this is true"
                        + " of it.")
        Optional<String> when,

        @Describe("The most tokens of prompt that it takes, if not what the catalogue says.")
        Optional<Integer> contextWindow,

        @Describe("The most tokens that it answers with, if not what the catalogue says.")
        Optional<Integer> maxOutput,

        @Describe("What it can do, whatever the catalogue says.")
        List<Ability> abilities,

        @Describe("What it cannot do, whatever the catalogue says: requests that need it go to other targets.")
        List<Ability> lacks) {
    public TargetConfig {
        abilities = List.copyOf(abilities);
        lacks = List.copyOf(lacks);
    }
}
