package io.piuptime.model.price;

import static java.util.Objects.requireNonNull;

/** A price and when it holds. */
public record DatedPrice(Validity validity, Price price) {
    public DatedPrice {
        requireNonNull(validity, "validity");
        requireNonNull(price, "price");
    }
}
