package io.piuptime.model.catalog;

import static java.util.Objects.requireNonNull;

/**
 * Where an exchange can be sent.
 *
 * @param upstreamModel the provider's name for the model
 */
public record Target(Provider provider, String upstreamModel) {
    public Target {
        requireNonNull(provider, "provider");
        requireNonNull(upstreamModel, "upstreamModel");
    }

    /** Names the target in headers, records and metrics: {@code openai/gpt-4o}. */
    public String id() {
        return provider.name() + "/" + upstreamModel;
    }
}
