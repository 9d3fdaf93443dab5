package io.piuptime.model.directory;

import static java.util.Objects.requireNonNull;

/**
 * A provider's credential, sealed: only nodes that hold the installation's key can read it.
 *
 * @param name by which the configuration refers to it
 * @param version grows with each change of what is sealed, so that an old sealing cannot take a new one's place
 * @param sealed the sealed text, in base64; what is in it is the business of who sealed it
 */
public record StoredSecret(String id, String tenant, String name, int version, String sealed) implements Entry {
    public StoredSecret {
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
        requireNonNull(name, "name");
        requireNonNull(sealed, "sealed");
        if (version < 1) {
            throw new IllegalArgumentException("version: " + version + " (expected: >= 1)");
        }
    }

    @Override
    public Kind kind() {
        return Kind.SECRET;
    }

    @Override
    public String toString() {
        return id + " " + name + " version " + version;
    }
}
