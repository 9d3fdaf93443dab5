package io.piuptime.model.price;

import static java.util.Objects.requireNonNull;

/**
 * What an exchange cost, and by which price.
 *
 * @param micros millionths of a US dollar
 */
public record Cost(long micros, Price price) {
    public Cost {
        requireNonNull(price, "price");
    }
}
