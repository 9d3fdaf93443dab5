package io.piuptime.observe.usage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Which usage records are asked for.
 *
 * @param from first moment, included
 * @param to last moment, excluded
 * @param before the cursor of an earlier page: only records with a smaller id
 * @param limit 1 to 1,000 records
 */
public record UsageQuery(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> keyId,
        Optional<String> model,
        Optional<String> before,
        int limit) {
    public static final int MAX_LIMIT = 1_000;

    public UsageQuery {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(keyId, "keyId");
        requireNonNull(model, "model");
        requireNonNull(before, "before");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to " + MAX_LIMIT + ")");
        }
    }

    /** The newest records, whoever they belong to. */
    public static UsageQuery newest(int limit) {
        return new UsageQuery(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }
}
