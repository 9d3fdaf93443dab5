package io.piuptime.model.price;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A model's prices over time, made ready for charging: each with its text.
 *
 * @param prices of those that hold at an instant, the last counts
 */
public record Tariff(List<Priced> prices) {
    /** Of a model whose price is not known. */
    public static final Tariff UNKNOWN = new Tariff(List.of());

    private static final CostCalculator CALCULATOR = new CostCalculator();

    /** A price and its text. */
    public record Priced(DatedPrice dated, String text) {}

    public Tariff {
        prices = List.copyOf(prices);
    }

    public static Tariff of(PriceList list) {
        return list.prices().isEmpty()
                ? UNKNOWN
                : new Tariff(list.prices().stream()
                        .map(dated -> new Priced(dated, PriceText.write(dated)))
                        .toList());
    }

    /** The cost by the price that holds at an instant; empty, never 0, if what was used has no known price. */
    public Optional<Charge> charge(TokenCounts counts, Instant at) {
        for (int i = prices.size() - 1; i >= 0; i--) {
            Priced priced = prices.get(i);
            if (priced.dated.validity().holdsAt(at)) {
                return CALCULATOR
                        .cost(priced.dated.price(), counts)
                        .map(cost -> new Charge(cost.micros(), Charge.USD, priced.text));
            }
        }
        return Optional.empty();
    }
}
