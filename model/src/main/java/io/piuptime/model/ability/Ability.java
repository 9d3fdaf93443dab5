package io.piuptime.model.ability;

import java.util.Locale;

/** Something that a target can do or cannot. */
public enum Ability {
    /** Calls functions of the caller. */
    TOOLS(1),
    IMAGES(2),
    AUDIO(4),
    VIDEO(8),
    /** Reads documents, such as PDF. */
    FILES(16),
    /** Answers by a JSON schema. */
    STRUCTURED_OUTPUT(32);

    private final int bit;

    Ability(int bit) {
        this.bit = bit;
    }

    /** Name in configuration and messages: {@code structured-output}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its own bit of a set in a number. */
    public int bit() {
        return bit;
    }
}
