package io.piuptime.gateway.secrets;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys that a node holds. The first one seals; the others still open what they sealed, until that is sealed anew.
 *
 * @param keys may be none
 */
public record KeyRing(List<MasterKey> keys) {
    /** Of a node that can read no secret. */
    public static final KeyRing EMPTY = new KeyRing(List.of());

    public KeyRing {
        keys = List.copyOf(keys);
    }

    /** The one that seals. */
    public Optional<MasterKey> first() {
        return keys.stream().findFirst();
    }

    /** Fingerprints of all of them, the one that seals first. */
    public List<String> fingerprints(String salt) {
        return keys.stream().map(key -> key.fingerprint(salt)).toList();
    }

    Optional<MasterKey> find(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    String names() {
        return keys.isEmpty() ? "none" : keys.stream().map(MasterKey::name).collect(Collectors.joining(", "));
    }
}
