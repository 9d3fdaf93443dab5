package io.piuptime.gateway.pressure;

import java.util.Locale;

/** How near this process is to its limits. */
public enum Level {
    /** There is room for everybody. */
    GREEN(0),
    /** Work that can wait has to. */
    YELLOW(1),
    /** Nobody gets more than a fair share. */
    RED(2),
    /** Nothing new can be taken. */
    BLACK(3);

    private final int degree;
    private final String word = name().toLowerCase(Locale.ROOT);

    Level(int degree) {
        this.degree = degree;
    }

    /** As it is told. */
    public String word() {
        return word;
    }

    /** As meters show it: 0 is green. */
    public int degree() {
        return degree;
    }

    public boolean isAtLeast(Level other) {
        return compareTo(other) >= 0;
    }

    /** The lower of two. */
    static Level least(Level one, Level other) {
        return one.isAtLeast(other) ? other : one;
    }
}
