package io.piuptime.gateway.revisions;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A document that was published.
 *
 * @param document YAML, with references in the places of secrets
 */
public record Revision(Head head, String document) {
    public Revision {
        requireNonNull(head, "head");
        requireNonNull(document, "document");
    }

    /**
     * What is told of a document without its text.
     *
     * @param number grows by one with each
     * @param at microseconds since 1970
     * @param by who published it
     * @param why in the words of whoever did
     * @param restores the number of the document that it says again, if it is a way back
     */
    public record Head(long number, long at, String by, String why, Optional<Long> restores) {
        public Head {
            requireNonNull(by, "by");
            requireNonNull(why, "why");
            requireNonNull(restores, "restores");
            if (number < 1) {
                throw new IllegalArgumentException("number: " + number + " (expected: >= 1)");
            }
        }
    }

    /** Its text form has no document, which may be long. */
    @Override
    public String toString() {
        return "revision " + head.number();
    }
}
