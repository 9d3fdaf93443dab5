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
    FAST,
    /** In a way of which we know no more than that it is not the standard one. */
    OTHER;

    /**
     * How a reply was served, by a provider's word for it, in any case. What is paid for beforehand, and what an unknown word
     * means, has no known price.
     */
    public static Service told(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "", "default", "standard", "auto", "on_demand" -> STANDARD;
            case "flex" -> FLEX;
            case "priority" -> PRIORITY;
            case "fast" -> FAST;
            case "batch" -> BATCH;
            default -> OTHER;
        };
    }

    /** Its name in the text form of a price. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
