package io.piuptime.catalog.known;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.price.PriceList;
import java.util.List;

/**
 * What is known of a model at a provider.
 *
 * @param provider name of the provider's row
 * @param id what the provider calls it
 * @param names other names for it; a {@code *} stands for any text, also none
 */
public record KnownModel(
        String provider, String id, String title, List<String> names, Nature nature, Life life, PriceList prices) {
    public KnownModel {
        requireNonNull(provider, "provider");
        requireNonNull(id, "id");
        requireNonNull(title, "title");
        names = List.copyOf(names);
        requireNonNull(nature, "nature");
        requireNonNull(life, "life");
        requireNonNull(prices, "prices");
    }

    /** A model of which nothing else is known. */
    static KnownModel named(String provider, String id) {
        return new KnownModel(provider, id, id, List.of(), Nature.UNKNOWN, Life.UNKNOWN, PriceList.UNKNOWN);
    }

    /** {@code provider/id}, by which it can be asked for. */
    public String name() {
        return provider + "/" + id;
    }

    /** The same model, at another provider that has it at the same price. */
    KnownModel at(String other) {
        return new KnownModel(other, id, title, names, nature, life, prices);
    }

    KnownModel withPrices(PriceList others) {
        return new KnownModel(provider, id, title, names, nature, life, others);
    }
}
