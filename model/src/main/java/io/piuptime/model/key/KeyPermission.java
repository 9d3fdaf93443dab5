package io.piuptime.model.key;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Something that a key may do only if it was made for it. */
public enum KeyPermission {
    /** Send requests to a provider as they are, below {@code /providers/NAME/}. */
    PASSTHROUGH;

    /** Name in the API and on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<KeyPermission> of(String id) {
        return Arrays.stream(values())
                .filter(permission -> permission.id().equals(id))
                .findFirst();
    }
}
