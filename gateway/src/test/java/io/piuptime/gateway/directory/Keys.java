package io.piuptime.gateway.directory;

import io.piuptime.gateway.directory.codec.PackedChange;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Entries of keys for tests, the same in every run. */
final class Keys {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final SplittableRandom random = new SplittableRandom(7);

    KeyText text() {
        return KeyText.generate(random);
    }

    KeyEntry entry(String name) {
        return entry(text(), name);
    }

    KeyEntry entry(KeyText key, String name) {
        return new KeyEntry(key.id(), name, "ab".repeat(32), List.of("gpt-*"), NOW, Optional.empty(), Optional.empty());
    }

    /** A change of an entry, its version being its number. */
    static Change change(long sequence, Entry entry) {
        return new Change(sequence, entry.kind(), entry.id(), sequence, Optional.of(entry));
    }

    static PackedChange packed(long sequence, Entry entry) {
        return PackedChange.of(change(sequence, entry));
    }
}
