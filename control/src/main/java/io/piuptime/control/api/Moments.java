package io.piuptime.control.api;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the admin API writes and reads moments and durations: ISO 8601, UTC, microseconds. */
public final class Moments {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})([smhdw])");
    /** Beyond it a store's microseconds overflow, and nobody means it. */
    private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

    private static final Instant BEGIN = Instant.parse("0001-01-01T00:00:00Z");

    private Moments() {}

    public static String write(Instant moment) {
        return FORM.format(moment);
    }

    /** A moment with its offset, or a day, which means its first moment in UTC. */
    public static Instant parse(String name, String text) {
        try {
            Instant moment = text.length() == "2026-01-31".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            if (!moment.isBefore(BEGIN) && !moment.isAfter(END)) {
                return moment;
            }
        } catch (DateTimeParseException _) {
            // falls through to the same refusal
        }
        throw Problem.invalid(
                "invalid_moment",
                name + ": " + Problem.shown(text) + " (expected: a moment such as 2026-01-31T12:00:00Z or a day)");
    }

    public static Duration duration(String name, String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw Problem.invalid(
                    "invalid_duration",
                    name + ": " + Problem.shown(text) + " (expected: a number and one of s, m, h, d, w, such as 30d)");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
    }
}
