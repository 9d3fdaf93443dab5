package io.piuptime.gateway.authenticate;

import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyText;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Keys, a pepper and moments for tests, the same in every run. */
final class TestKeys {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final SplittableRandom random = new SplittableRandom(7);
    final KeyHasher hasher = new KeyHasher(pepper(1));

    static Pepper pepper(int fill) {
        byte[] secret = new byte[Pepper.SIZE];
        Arrays.fill(secret, (byte) fill);
        return new Pepper(secret);
    }

    KeyText text() {
        return KeyText.generate(random);
    }

    KeyEntry entry(KeyText key, String name) {
        return new KeyEntry(
                key.id(), name, hasher.hash(key), List.of("gpt-*"), NOW, Optional.empty(), Optional.empty());
    }

    KeyEntry entry(String name) {
        return entry(text(), name);
    }
}
