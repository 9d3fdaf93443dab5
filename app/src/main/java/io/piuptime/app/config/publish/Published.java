package io.piuptime.app.config.publish;

import static java.util.Objects.requireNonNull;

/**
 * A document that was published.
 *
 * @param revision its number; 0 = nothing was published yet
 * @param document its text, in which secrets are names
 */
public record Published(long revision, String document) {
    /** Before the first document. */
    public static final Published NOTHING = new Published(0, "");

    public Published {
        requireNonNull(document, "document");
    }

    @Override
    public String toString() {
        return "revision " + revision;
    }
}
