package io.piuptime.model.price;

import java.util.Locale;

/** How urgently an exchange is served, as far as that changes its price. */
public enum Service {
    STANDARD,
    /** Answered within a day. */
    BATCH,
    /** Answered later, when there is room. */
    FLEX,
    /** Answered before others. */
    PRIORITY,
    /** Answered by faster machines. */
    FAST;

    /** Its name in the text form of a price. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
