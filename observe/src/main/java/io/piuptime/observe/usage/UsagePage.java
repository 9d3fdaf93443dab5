package io.piuptime.observe.usage;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.usage.UsageRecord;
import java.util.List;
import java.util.Optional;

/**
 * A page of usage records.
 *
 * @param next what to pass as {@code before} for the following page; empty on the last one
 */
public record UsagePage(List<UsageRecord> records, Optional<String> next) {
    public UsagePage {
        records = List.copyOf(records);
        requireNonNull(next, "next");
    }
}
