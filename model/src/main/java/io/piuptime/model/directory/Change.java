package io.piuptime.model.directory;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One change of the directory.
 *
 * @param sequence number of the change; grows with each change of whatever entry, in the order in which they became visible
 * @param version number of the change among those of its entry; the first is 1
 * @param entry as it is after the change; empty if it was removed
 */
public record Change(long sequence, Kind kind, String id, long version, Optional<Entry> entry) {
    public Change {
        if (sequence < 1 || version < 1) {
            throw new IllegalArgumentException(
                    "sequence, version: " + sequence + ", " + version + " (expected: >= 1 each)");
        }
        requireNonNull(kind, "kind");
        requireNonNull(id, "id");
        requireNonNull(entry, "entry");
    }
}
