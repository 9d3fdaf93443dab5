package io.piuptime.model.limit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What limits and budgets can be written at, from the widest to the narrowest. */
public enum Level {
    TENANT,
    TEAM,
    APPLICATION,
    KEY,
    /** Somebody who has an account here. */
    USER,
    /** Whom a request says that it is for. */
    END_USER,
    /** A mark of keys or requests, {@code name=value}. */
    TAG,
    /** A name that we offer. */
    MODEL;

    /** Name in the API, in files and on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Level> of(String id) {
        return Arrays.stream(values()).filter(level -> level.id().equals(id)).findFirst();
    }
}
