package io.piuptime.model.price;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one exchange used, in the units of {@link Unit}, where it is said which units are parts of which.
 *
 * @param counts absent ones are 0
 * @param service how it was served
 */
public record TokenCounts(Map<Unit, Long> counts, Service service) {
    /** Which units are parts of which. */
    private static final Map<Unit, List<Unit>> PARTS = new EnumMap<>(Map.of(
            Unit.INPUT,
            List.of(
                    Unit.CACHE_READ,
                    Unit.CACHE_WRITE,
                    Unit.CACHE_WRITE_HOUR,
                    Unit.AUDIO_INPUT,
                    Unit.IMAGE_INPUT,
                    Unit.VIDEO_INPUT),
            Unit.OUTPUT,
            List.of(Unit.REASONING, Unit.AUDIO_OUTPUT, Unit.IMAGE_OUTPUT, Unit.VIDEO_OUTPUT),
            Unit.CACHE_READ,
            List.of(Unit.AUDIO_CACHE_READ, Unit.IMAGE_CACHE_READ),
            Unit.AUDIO_INPUT,
            List.of(Unit.AUDIO_CACHE_READ),
            Unit.IMAGE_INPUT,
            List.of(Unit.IMAGE_CACHE_READ)));

    public TokenCounts {
        requireNonNull(service, "service");
        EnumMap<Unit, Long> sorted = new EnumMap<>(Unit.class);
        counts.forEach((unit, count) -> {
            if (count < 0) {
                throw new IllegalArgumentException(unit.code() + ": " + count + " (expected: >= 0)");
            }
            if (count > 0) {
                sorted.put(unit, count);
            }
        });
        counts = Collections.unmodifiableMap(sorted);
    }

    /** One request of the standard service with plain text in and out. */
    public static TokenCounts of(long input, long output) {
        return new TokenCounts(Map.of(Unit.INPUT, input, Unit.OUTPUT, output, Unit.REQUEST, 1L), Service.STANDARD);
    }

    public TokenCounts with(Unit unit, long count) {
        EnumMap<Unit, Long> changed = new EnumMap<>(Unit.class);
        changed.putAll(counts);
        changed.put(unit, count);
        return new TokenCounts(changed, service);
    }

    public TokenCounts servedAs(Service other) {
        return new TokenCounts(counts, other);
    }

    public long count(Unit unit) {
        return counts.getOrDefault(unit, 0L);
    }

    /**
     * What is charged as this unit and as none of its parts. Where a provider's parts exceed their total, the parts count
     * and the rest is 0.
     */
    public long chargeable(Unit unit) {
        long rest = count(unit);
        for (Unit part : PARTS.getOrDefault(unit, List.of())) {
            long count = part == Unit.AUDIO_INPUT || part == Unit.IMAGE_INPUT ? chargeable(part) : count(part);
            rest = Math.max(0, rest - count);
        }
        return rest;
    }
}
