package io.piuptime.model.key;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.directory.KeyEntry;

/**
 * One change in the directory of keys.
 *
 * @param sequence number of the change; grows by one a change, without gaps
 * @param entry the entry as it is after the change
 */
public record KeyChange(long sequence, KeyEntry entry) {
    public KeyChange {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence: " + sequence + " (expected: >= 1)");
        }
        requireNonNull(entry, "entry");
    }
}
