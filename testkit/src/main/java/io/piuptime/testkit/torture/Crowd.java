package io.piuptime.testkit.torture;

import java.util.Locale;

/** Callers with a key of their own, by what they race for. */
public enum Crowd {
    /** A budget that must never be overspent. */
    STRICT('m'),
    /** A budget that may be, within a bound. */
    SOFT('s'),
    /** Requests, of which only so many are allowed in a window. */
    LIMITED('l');

    private final char mark;

    Crowd(char mark) {
        this.mark = mark;
    }

    String marker(long number) {
        return mark + String.valueOf(number);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean owns(String marker) {
        return !marker.isEmpty() && marker.charAt(0) == mark;
    }
}
