package io.piuptime.model.limit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time over which something is counted. Calendar windows begin with a minute, hour, day, week (on Monday), or month of UTC;
 * rolling ones look back from each moment; one is for all time.
 */
public sealed interface Window {
    /** How it is written: {@code minute}, {@code total}, or {@code rolling 5h}. */
    String text();

    /** A window of the calendar. */
    enum Calendar implements Window {
        MINUTE,
        HOUR,
        DAY,
        WEEK,
        MONTH;

        @Override
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The first moment of the window that a moment lies in. */
        public Instant start(Instant at) {
            LocalDate day = at.atOffset(ZoneOffset.UTC).toLocalDate();
            return switch (this) {
                case MINUTE -> at.truncatedTo(ChronoUnit.MINUTES);
                case HOUR -> at.truncatedTo(ChronoUnit.HOURS);
                case DAY -> midnight(day);
                case WEEK -> midnight(day.minusDays(day.getDayOfWeek().getValue() - 1L));
                case MONTH -> midnight(day.withDayOfMonth(1));
            };
        }

        /** The first moment after the window that a moment lies in. */
        public Instant end(Instant at) {
            Instant start = start(at);
            LocalDate day = start.atOffset(ZoneOffset.UTC).toLocalDate();
            return switch (this) {
                case MINUTE -> start.plus(Duration.ofMinutes(1));
                case HOUR -> start.plus(Duration.ofHours(1));
                case DAY -> start.plus(Duration.ofDays(1));
                case WEEK -> start.plus(Duration.ofDays(7));
                case MONTH -> midnight(day.with(TemporalAdjusters.firstDayOfNextMonth()));
            };
        }

        private static Instant midnight(LocalDate day) {
            return day.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
    }

    /**
     * Looks back from each moment.
     *
     * @param length whole seconds, 1 s to 90 days
     */
    record Rolling(Duration length) implements Window {
        private static final Duration LONGEST = Duration.ofDays(90);

        public Rolling {
            requireNonNull(length, "length");
            boolean whole = length.equals(length.truncatedTo(ChronoUnit.SECONDS));
            if (!whole || !length.isPositive() || length.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("rolling: " + length + " (expected: whole seconds, 1 s to 90 days)");
            }
        }

        @Override
        public String text() {
            long seconds = length.toSeconds();
            for (Scale scale : Scale.values()) {
                if (seconds % scale.seconds == 0) {
                    return "rolling " + seconds / scale.seconds + scale.name().toLowerCase(Locale.ROOT);
                }
            }
            throw new IllegalStateException("rolling: " + length);
        }
    }

    /** From the beginning on, for good. */
    record Total() implements Window {
        @Override
        public String text() {
            return "total";
        }
    }

    /** Units of the length of rolling windows, the longest first. */
    enum Scale {
        D(86_400),
        H(3_600),
        M(60),
        S(1);

        private final long seconds;

        Scale(long seconds) {
            this.seconds = seconds;
        }
    }

    /** The window that is written so; empty if none is. */
    static Optional<Window> parse(String text) {
        if (text.equals("total")) {
            return Optional.of(new Total());
        }
        Matcher rolling = Text.ROLLING.matcher(text);
        if (rolling.matches()) {
            Scale scale = Scale.valueOf(rolling.group(2).toUpperCase(Locale.ROOT));
            Duration length = Duration.ofSeconds(Long.parseLong(rolling.group(1)) * scale.seconds);
            return length.compareTo(Rolling.LONGEST) > 0 ? Optional.empty() : Optional.of(new Rolling(length));
        }
        return Arrays.stream(Calendar.values())
                .filter(window -> window.text().equals(text))
                .map(Window.class::cast)
                .findFirst();
    }

    /** Its written form. */
    final class Text {
        private static final Pattern ROLLING = Pattern.compile("rolling ([1-9][0-9]{0,6})([smhd])");

        private Text() {}
    }
}
