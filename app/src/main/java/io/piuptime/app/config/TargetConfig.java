package io.piuptime.app.config;

import java.util.Optional;

/** Where an exchange can be sent. */
public record TargetConfig(
        @Describe("Name of a provider.") String provider,

        @Describe("The provider's name for the model, if it differs; a * is what the name's * stands for.")
        Optional<String> model,

        @Describe("What the model costs there, if neither what the model nor what the catalogue says.")
        Optional<String> price) {}
