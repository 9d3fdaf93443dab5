package io.piuptime.model.price;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model's prices over time.
 *
 * @param prices of those that hold at an instant, the last counts
 */
public record PriceList(List<DatedPrice> prices) {
    /** Of a model whose price is not known. */
    public static final PriceList UNKNOWN = new PriceList(List.of());

    public PriceList {
        prices = List.copyOf(prices);
    }

    /** One price for all time. */
    public static PriceList of(Price price) {
        return new PriceList(List.of(new DatedPrice(Validity.ALWAYS, price)));
    }

    /** The price at an instant, if one is known. */
    public Optional<Price> at(Instant instant) {
        for (DatedPrice dated : prices.reversed()) {
            if (dated.validity().holdsAt(instant)) {
                return Optional.of(dated.price());
            }
        }
        return Optional.empty();
    }

    /** The same prices, with percentages for the services of which they say nothing themselves. */
    public PriceList withPercents(Map<Service, Integer> defaults) {
        return new PriceList(prices.stream()
                .map(dated -> new DatedPrice(dated.validity(), dated.price().withPercents(defaults)))
                .toList());
    }
}
