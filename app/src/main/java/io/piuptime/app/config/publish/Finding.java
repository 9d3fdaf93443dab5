package io.piuptime.app.config.publish;

import static java.util.Objects.requireNonNull;

/**
 * Something that may not stand in a published document.
 *
 * @param path of the key
 * @param found what is there; never a secret
 * @param hint what may be there
 */
public record Finding(String path, String found, String hint) {
    public Finding {
        requireNonNull(path, "path");
        requireNonNull(found, "found");
        requireNonNull(hint, "hint");
    }
}
