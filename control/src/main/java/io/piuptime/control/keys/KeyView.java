package io.piuptime.control.keys;

import io.piuptime.control.api.Moments;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyPermission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A key as the API shows it: neither its text nor its hash. */
record KeyView(
        String id,
        String name,
        List<String> models,
        List<String> permissions,
        String createdAt,
        Optional<String> expiresAt,
        Optional<String> revokedAt,
        String state) {

    static KeyView of(KeyEntry entry, Instant now) {
        return new KeyView(
                entry.id(),
                entry.name(),
                entry.models(),
                permissions(entry),
                Moments.write(entry.createdAt()),
                entry.expiresAt().map(Moments::write),
                entry.revokedAt().map(Moments::write),
                state(entry, now));
    }

    static List<String> permissions(KeyEntry entry) {
        return entry.permissions().stream().map(KeyPermission::id).sorted().toList();
    }

    private static String state(KeyEntry entry, Instant now) {
        if (entry.revokedAt().isPresent()) {
            return "revoked";
        }
        return entry.validAt(now) ? "valid" : "expired";
    }
}
