package io.piuptime.control.access;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.directory.Entry;

/**
 * An entry of the directory as it is now.
 *
 * @param version grows with each change of it; 0 = it is there without anybody having written it
 */
public record Found(Entry entry, long version) {
    public Found {
        requireNonNull(entry, "entry");
        if (version < 0) {
            throw new IllegalArgumentException("version: " + version + " (expected: >= 0)");
        }
    }
}
