package io.piuptime.model.price;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * When a price holds, in UTC.
 *
 * @param from its first day
 * @param until the first day on which it no longer holds
 * @param hours the hours of each day
 */
public record Validity(Optional<LocalDate> from, Optional<LocalDate> until, Optional<Hours> hours) {
    public static final Validity ALWAYS = new Validity(Optional.empty(), Optional.empty(), Optional.empty());

    /** A part of each day; one that ends before it begins goes on over midnight. */
    public record Hours(LocalTime from, LocalTime until) {
        boolean holdsAt(LocalTime time) {
            boolean begun = !time.isBefore(from);
            boolean open = time.isBefore(until);
            return from.isBefore(until) ? begun && open : begun || open;
        }
    }

    public Validity {
        requireNonNull(hours, "hours");
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            throw new IllegalArgumentException(
                    "until: " + until.get() + " (expected: a day after " + from.get() + ", the first one)");
        }
    }

    public Validity startingOn(LocalDate day) {
        return new Validity(Optional.of(day), until, hours);
    }

    public Validity endingBefore(LocalDate day) {
        return new Validity(from, Optional.of(day), hours);
    }

    public Validity during(Hours part) {
        return new Validity(from, until, Optional.of(part));
    }

    /** Whether the price holds at an instant. */
    public boolean holdsAt(Instant instant) {
        OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
        LocalDate day = time.toLocalDate();
        return from.filter(day::isBefore).isEmpty()
                && until.filter(last -> !day.isBefore(last)).isEmpty()
                && hours.map(part -> part.holdsAt(time.toLocalTime())).orElse(true);
    }
}
