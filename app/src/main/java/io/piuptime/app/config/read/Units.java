package io.piuptime.app.config.read;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Reads and writes numbers with a unit: sizes in bytes, durations in milliseconds. */
final class Units {
    private static final int MOST_DIGITS = 9;

    /** The units of sizes; the first is the one of a bare number. */
    static final Units SIZES = new Units(units(
            "B", 1, "KB", 1_000, "KiB", 1 << 10, "MB", 1_000_000, "MiB", 1 << 20, "GB", 1_000_000_000, "GiB", 1 << 30));

    static final Units DURATIONS = new Units(units("ms", 1, "s", 1_000, "m", 60_000, "h", 3_600_000, "d", 86_400_000));

    private final Map<String, Long> units;

    private Units(Map<String, Long> units) {
        this.units = units;
    }

    /** A number and its unit; nothing if it is not one. */
    OptionalLong read(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        Long unit = units.get(text.substring(digits));
        return digits == 0 || digits > MOST_DIGITS || unit == null
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(text.substring(0, digits)) * unit);
    }

    /** The shortest way to write a number without losing any of it: {@code 32MiB}. */
    String write(long number) {
        String shortest = number + units.keySet().iterator().next();
        for (Map.Entry<String, Long> unit : units.entrySet()) {
            String text = number / unit.getValue() + unit.getKey();
            if (number > 0 && number % unit.getValue() == 0 && text.length() <= shortest.length()) {
                shortest = text;
            }
        }
        return shortest;
    }

    /** What matches a number with its unit, for a schema. */
    String pattern() {
        return "[0-9]{1," + MOST_DIGITS + "}(" + String.join("|", units.keySet()) + ")";
    }

    private static Map<String, Long> units(Object... pairs) {
        Map<String, Long> units = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            units.put((String) pairs[at], ((Number) pairs[at + 1]).longValue());
        }
        return units;
    }
}
