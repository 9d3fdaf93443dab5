package io.piuptime.gateway.health.rates;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how long to wait in all spellings that providers use: seconds ({@code 20}, {@code 1.5}), Go's durations ({@code 12ms},
 * {@code 6m0s}), moments by RFC 3339, HTTP's dates, and seconds or milliseconds since 1970. A moment counts from the answer's
 * own date, so that no clock has to agree with another.
 */
final class Wait {
    /** Nothing that can be used. */
    static final long UNKNOWN = -1;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int LONGEST_TEXT = 64;
    private static final double LONGEST_NANOS = 366 * 86_400 * NANOS_PER_SECOND;
    private static final double SINCE_1970_SECONDS = 1e9;
    private static final double SINCE_1970_MILLIS = 1e12;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,16}(\\.\\d{1,9})?");
    private static final Pattern GO_DURATION = Pattern.compile("(?:\\d{1,12}(?:\\.\\d{1,9})?(?:ns|us|µs|ms|s|m|h|d))+");
    private static final Pattern GO_PART = Pattern.compile("([\\d.]+)(ns|us|µs|ms|s|m|h|d)");

    private Wait() {}

    /**
     * Nanoseconds to wait, {@link #UNKNOWN} if that is not more than 0 or cannot be read.
     *
     * @param date the {@code Date} of the answer, empty if it has none
     */
    static long nanos(String text, String date) {
        String trimmed = text.trim();
        if (trimmed.isEmpty() || trimmed.length() > LONGEST_TEXT) {
            return UNKNOWN;
        }
        if (NUMBER.matcher(trimmed).matches()) {
            return ofNumber(Double.parseDouble(trimmed), date);
        }
        if (GO_DURATION.matcher(trimmed).matches()) {
            return ofGo(trimmed);
        }
        return known((moment(trimmed) - moment(date.trim())) * NANOS_PER_SECOND);
    }

    /** The same of a header that counts milliseconds. */
    static long ofMillis(String text) {
        String trimmed = text.trim();
        return NUMBER.matcher(trimmed).matches() ? known(Double.parseDouble(trimmed) * NANOS_PER_MILLI) : UNKNOWN;
    }

    private static long ofNumber(double number, String date) {
        if (number >= SINCE_1970_MILLIS) {
            return known((number / 1000 - moment(date.trim())) * NANOS_PER_SECOND);
        }
        if (number >= SINCE_1970_SECONDS) {
            return known((number - moment(date.trim())) * NANOS_PER_SECOND);
        }
        return known(number * NANOS_PER_SECOND);
    }

    private static long ofGo(String text) {
        double nanos = 0;
        Matcher part = GO_PART.matcher(text);
        while (part.find()) {
            nanos += Double.parseDouble(part.group(1)) * unitNanos(part.group(2));
        }
        return known(nanos);
    }

    private static double unitNanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs" -> 1e3;
            case "ms" -> NANOS_PER_MILLI;
            case "s" -> NANOS_PER_SECOND;
            case "m" -> 60 * NANOS_PER_SECOND;
            case "h" -> 3_600 * NANOS_PER_SECOND;
            default -> 86_400 * NANOS_PER_SECOND;
        };
    }

    /** Seconds since 1970, not a number if it is no moment. */
    private static double moment(String text) {
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            return Double.NaN;
        }
        try {
            return Character.isDigit(text.charAt(0))
                    ? seconds(OffsetDateTime.parse(text).toInstant())
                    : seconds(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    private static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / NANOS_PER_SECOND;
    }

    private static long known(double nanos) {
        return nanos > 0 && nanos <= LONGEST_NANOS ? (long) nanos : UNKNOWN;
    }
}
