package io.piuptime.model.directory;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an entry of the directory is. The codes are on disk and in databases: they never change. */
public enum Kind {
    TENANT('t'),
    TEAM('g'),
    APPLICATION('a'),
    KEY('k'),
    USER('u'),
    ROLE('r'),
    BUDGET('b'),
    SECRET('s');

    private final char code;

    Kind(char code) {
        this.code = code;
    }

    public char code() {
        return code;
    }

    /** Name in the API and in messages. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> of(char code) {
        return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
    }
}
