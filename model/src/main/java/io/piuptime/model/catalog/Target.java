package io.piuptime.model.catalog;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.ability.Abilities;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.routing.Placement;
import java.util.Optional;

/**
 * Where an exchange can be sent.
 *
 * @param upstreamModel the provider's name for the model; empty for the provider itself
 * @param ownTariff its prices, where they are not those that the catalogue knows
 * @param placement among the targets of its model
 * @param own what it can do, where that is written of itself
 */
public record Target(
        Provider provider, String upstreamModel, Optional<Tariff> ownTariff, Placement placement, Abilities own) {
    public Target {
        requireNonNull(provider, "provider");
        requireNonNull(upstreamModel, "upstreamModel");
        requireNonNull(ownTariff, "ownTariff");
        requireNonNull(placement, "placement");
        requireNonNull(own, "own");
    }

    /** One of which is not written what it can do. */
    public Target(Provider provider, String upstreamModel, Optional<Tariff> ownTariff, Placement placement) {
        this(provider, upstreamModel, ownTariff, placement, Abilities.UNKNOWN);
    }

    /** One among equals. */
    public Target(Provider provider, String upstreamModel, Optional<Tariff> ownTariff) {
        this(provider, upstreamModel, ownTariff, Placement.EQUAL);
    }

    public Target(Provider provider, String upstreamModel) {
        this(provider, upstreamModel, Optional.empty());
    }

    /** Names the target in headers, records and metrics: {@code openai/gpt-4o}. */
    public String id() {
        return upstreamModel.isEmpty() ? provider.name() : provider.name() + "/" + upstreamModel;
    }
}
