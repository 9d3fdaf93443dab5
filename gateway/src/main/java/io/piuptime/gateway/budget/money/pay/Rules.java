package io.piuptime.gateway.budget.money.pay;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.price.Tariff;
import java.time.Duration;
import java.util.Optional;

/**
 * How strict budgets are kept to.
 *
 * @param usualOutput tokens of an answer whose length nobody has bounded
 * @param unknownPrice of what has no known price; empty = nothing that binds a strict budget is sent there
 * @param patience how long an attempt waits for money that may come
 */
public record Rules(long usualOutput, Optional<Tariff> unknownPrice, Duration patience) {
    public static final Rules USUAL = new Rules(16_384, Optional.empty(), Duration.ofMillis(250));

    public Rules {
        requireNonNull(unknownPrice, "unknownPrice");
        requireNonNull(patience, "patience");
        if (usualOutput < 256) {
            throw new IllegalArgumentException("usualOutput: " + usualOutput + " (expected: at least 256)");
        }
    }
}
