package io.piuptime.control.keys;

import io.piuptime.control.api.LimitBody;
import io.piuptime.control.api.Moments;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyPermission;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A key as the API shows it: neither its text nor its hash. */
record KeyView(
        String id,
        String name,
        String tenant,
        String application,
        Optional<String> user,
        List<String> models,
        List<String> endpoints,
        List<String> addresses,
        List<String> permissions,
        List<LimitBody> limits,
        Map<String, String> tags,
        String createdAt,
        Optional<String> expiresAt,
        Optional<String> revokedAt,
        String state) {

    /**
     * What is shown of an entry.
     *
     * @param denied whether it is denied on this node
     */
    static KeyView of(KeyEntry entry, Instant now, boolean denied) {
        return new KeyView(
                entry.id(),
                entry.name(),
                entry.tenant(),
                entry.application(),
                entry.user(),
                entry.models(),
                entry.access().endpoints(),
                entry.access().addresses(),
                entry.permissions().stream().map(KeyPermission::id).sorted().toList(),
                entry.limits().stream().map(LimitBody::of).toList(),
                new TreeMap<>(entry.tags()),
                Moments.write(entry.createdAt()),
                entry.expiresAt().map(Moments::write),
                entry.revokedAt().map(Moments::write),
                state(entry, now, denied));
    }

    private static String state(KeyEntry entry, Instant now, boolean denied) {
        if (entry.revokedAt().isPresent()) {
            return "revoked";
        }
        if (!entry.validAt(now)) {
            return "expired";
        }
        return denied ? "denied" : "valid";
    }
}
